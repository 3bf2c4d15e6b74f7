import { ADDS_UP, CADENCES, UNIT_KINDS } from "@nhip/contracts";

/** What a ward defines itself, each a list of entries with fields of their own. */
export const PARTS = ["indicators", "ratios", "units"] as const;
export type EntryPart = (typeof PARTS)[number];
/** An entry as its form holds it: texts only, empty where nothing is said. */
export type EntryTexts = Record<string, string>;

export type FieldSpec = {
  name: string;
  kind: "text" | "id" | "choice" | "day" | "formula";
  options?: readonly string[];
  optional?: true;
};

const HEAD: readonly FieldSpec[] = [
  { name: "label", kind: "text" },
  { name: "id", kind: "id" },
];
const TAIL: readonly FieldSpec[] = [
  { name: "labelEn", kind: "text", optional: true },
  { name: "source", kind: "text", optional: true },
];
const UNIT: FieldSpec = { name: "unit", kind: "choice", options: ["count", "percent", "points"] };
const DIRECTION: FieldSpec = {
  name: "direction",
  kind: "choice",
  options: ["higher", "lower", "neutral"],
};

export const FIELDS: Record<EntryPart, readonly FieldSpec[]> = {
  indicators: [
    ...HEAD,
    UNIT,
    DIRECTION,
    { name: "addsUp", kind: "choice", options: ADDS_UP },
    { name: "reporter", kind: "choice", options: UNIT_KINDS },
    { name: "cadence", kind: "choice", options: CADENCES },
    ...TAIL,
  ],
  ratios: [...HEAD, { name: "formula", kind: "formula" }, UNIT, DIRECTION, ...TAIL],
  units: [
    { name: "name", kind: "text" },
    { name: "id", kind: "id" },
    { name: "kind", kind: "choice", options: UNIT_KINDS },
    { name: "validFrom", kind: "day", optional: true },
    { name: "validTo", kind: "day", optional: true },
    { name: "successor", kind: "text", optional: true },
  ],
};

const FRESH: Record<EntryPart, EntryTexts> = {
  indicators: { unit: "count", direction: "higher", addsUp: "sum", reporter: "group", cadence: "month" },
  ratios: { unit: "percent", direction: "neutral" },
  units: { kind: "group" },
};

/** A form's texts for an entry, or for a new one. */
export function textsOf(part: EntryPart, entry?: object): EntryTexts {
  const given = Object.entries(entry ?? FRESH[part]).map(([name, value]) => [name, String(value)] as const);
  return { ...Object.fromEntries(FIELDS[part].map(({ name }) => [name, ""])), ...Object.fromEntries(given) };
}

/** The entry that texts say; what is empty is left out. Whether it is right is told by the check. */
export function entryOf(texts: EntryTexts): Record<string, string> {
  return Object.fromEntries(
    Object.entries(texts)
      .map(([name, text]) => [name, text.trim()] as const)
      .filter(([, text]) => text !== ""),
  );
}

/** Choices that make sense beside the others: percentages do not add up, and only they are divided. */
export function optionsOf({ name, options = [] }: FieldSpec, texts: EntryTexts): readonly string[] {
  if (name !== "addsUp") return options;
  const isPercent = texts["unit"] === "percent";
  return options.filter((one) => one === "newest" || (one === "sum" ? !isPercent : isPercent));
}

/** The piece of a formula around a mistake, short enough for a phone. */
export function excerpt(
  text: string,
  at: number,
  length: number,
): [before: string, wrong: string, after: string] {
  const from = Math.max(0, at - 16);
  const to = Math.min(text.length, at + length + 20);
  return [
    `${from > 0 ? "…" : ""}${text.slice(from, at)}`,
    text.slice(at, at + length) || " ",
    `${text.slice(at + length, to)}${to < text.length ? "…" : ""}`,
  ];
}
