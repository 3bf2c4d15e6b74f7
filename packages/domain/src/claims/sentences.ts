import type { Place } from "@nhip/contracts";

/** A part of a text that ends at a full stop, semicolon or line. `sentence` counts what full stops part. */
export type Clause = Place & { sentence: number };

const ENDS = /[;…!?]|\n|\.(?=\s|$|["”’)])/g;
/** A line that goes on in the next one, as text out of a PDF does: no mark at its end, and none that opens a list. */
const GOES_ON = /^\s*(?![-–•+*▪◦]|\d+[.)]\s|\n)\p{Ll}/u;
const ABBREVIATION = /(?<![\p{L}\d])(?:\p{L}|tp|tx|tt|gs|ts|ths)$/iu;

/** The clauses of a text in their order; together they cover it. */
export function clausesOf(text: string): Clause[] {
  const clauses: Clause[] = [];
  let start = 0;
  let sentence = 0;
  for (const match of text.matchAll(ENDS)) {
    const mark = match[0];
    const end = match.index + 1;
    const before = text.slice(Math.max(start, match.index - 20), match.index);
    if (mark === "\n" && GOES_ON.test(text.slice(end, end + 40)) && !/[.;:!?…]\s*$/.test(before)) continue;
    if (mark === "." && ABBREVIATION.test(before)) continue;
    clauses.push({ start, end, sentence });
    if (mark !== ";" && mark !== "…") sentence += 1;
    start = end;
  }
  if (start < text.length) clauses.push({ start, end: text.length, sentence });
  return clauses;
}

/** From the strongest: where the words between two figures part. */
const CUTS: readonly RegExp[] = [
  /[,()–]|\s-\s/,
  /(?:trong đó|bao gồm|gồm có|gồm)(?![\p{L}])/u,
  /(?<![\p{L}])(?:và|với|còn|cùng)(?![\p{L}])/u,
];
const RELATION = /(?<![\p{L}])(?:bằng|đạt|chiếm|tương đương|tương ứng)(?![\p{L}])|=/u;

/** How many of the words between two figures belong to the first; the rest belongs to the second. `null`: to both. */
export function cutBetween(gap: string): number | null {
  for (const cut of [...CUTS, RELATION]) {
    const match = cut.exec(gap);
    if (match) return match.index;
  }
  return null;
}
