import { pathText, type CatalogueProblem } from "@nhip/domain";
import { LineCounter, isMap, isScalar, parseDocument, type Document } from "yaml";

/** Where something stands in a file; both count from 1. `null` where it is not in the file. */
export type Place = { line: number; column: number } | null;

export type CatalogueText =
  | { ok: true; parts: Record<string, unknown>; placeOf: (problem: CatalogueProblem) => Place }
  | { ok: false; faults: { place: Place; message: string }[] };

/** Reads a settings file, YAML or JSON, so that each mistake can be told with its line and column. */
export function readCatalogueText(text: string): CatalogueText {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false });
  const placeAt = (offset: number): Place => {
    const { line, col } = counter.linePos(offset);
    return { line, column: col };
  };
  if (document.errors.length > 0)
    return {
      ok: false,
      faults: document.errors.map(({ pos, message }) => ({
        place: placeAt(pos[0]),
        message: `Sai cú pháp (syntax): ${message}`,
      })),
    };
  const value: unknown = document.toJS();
  if (value !== null && (typeof value !== "object" || Array.isArray(value)))
    return {
      ok: false,
      faults: [{ place: placeAt(0), message: "Tệp phải gồm các mục có tên: off, ratios, …" }],
    };
  return {
    ok: true,
    parts: { ...value },
    placeOf: (problem) => {
      const offset = offsetOf(document, problem);
      return offset === undefined ? null : placeAt(offset);
    },
  };
}

/** The file's place of a problem; the nearest thing around it where the place itself is missing. */
function offsetOf(document: Document, { path, inKey, mistake }: CatalogueProblem): number | undefined {
  const last = path.at(-1);
  if (inKey && last !== undefined) {
    const around = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
    const pair = isMap(around)
      ? around.items.find(({ key }) => isScalar(key) && String(key.value) === String(last))
      : undefined;
    return isScalar(pair?.key) ? pair.key.range?.[0] : undefined;
  }
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true);
    if (!isNode(node)) continue;
    const [start] = node.range ?? [];
    if (start === undefined || !mistake || !isScalar(node)) return start;
    // In a block (`|`, `>`) lines are put together anew: the place in the file is where the block begins.
    if (node.type?.startsWith("BLOCK_")) return start;
    const text = String(node.value);
    return start + (node.type === "PLAIN" ? 0 : 1) + (text.length - text.trimStart().length) + mistake.at;
  }
  return undefined;
}

function isNode(value: unknown): value is { range?: [number, number, number] | null } {
  return typeof value === "object" && value !== null && "range" in value;
}

/** A problem as people read it: `phuong.yaml:12:20 ratios[0].formula: …`, and under a formula a mark at the place. */
export function told(
  { path, message, mistake }: CatalogueProblem,
  place: Place,
  file: string,
  formula: unknown,
): string {
  const where = place === null ? "(đang lưu, stored)" : `${file}:${place.line}:${place.column}`;
  const lines = [`${where} ${pathText(path)}: ${message.vi}`];
  if (mistake && typeof formula === "string" && !formula.includes("\n"))
    lines.push(`    ${formula.trim()}`, `    ${" ".repeat(mistake.at)}${"^".repeat(mistake.length)}`);
  return lines.join("\n");
}
