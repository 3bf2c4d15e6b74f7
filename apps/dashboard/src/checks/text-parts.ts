import type { FigureStatus, TextChecks } from "@nhip/contracts";

/** A stretch of the text: plain words, a figure, or a term that is out of use. */
export type TextPart =
  | { kind: "words"; text: string }
  | { kind: "figure"; text: string; id: number; status: FigureStatus }
  | { kind: "term"; text: string };

/** The text cut at its figures and terms, in order; put together it is the text again. */
export function textParts({
  text,
  figures,
  findings,
}: Pick<TextChecks, "text" | "figures" | "findings">): TextPart[] {
  const marks = [
    ...figures.map(({ start, end, id, status }) => ({ start, end, figure: { id, status } })),
    ...findings.flatMap(({ places }) => places.map(({ start, end }) => ({ start, end, figure: null }))),
  ].toSorted((a, b) => a.start - b.start);
  const parts: TextPart[] = [];
  let at = 0;
  for (const { start, end, figure } of marks) {
    if (start < at) continue;
    if (start > at) parts.push({ kind: "words", text: text.slice(at, start) });
    const words = text.slice(start, end);
    parts.push(figure === null ? { kind: "term", text: words } : { kind: "figure", text: words, ...figure });
    at = end;
  }
  if (at < text.length) parts.push({ kind: "words", text: text.slice(at) });
  return parts;
}
