import { DATA_SCHEMAS, type TextUse } from "@nhip/contracts";
import type { z } from "zod";

/** What kind of text a key of `data` or of the envelope holds; keys that are not here hold words, times and numbers. */
export const DATA_TEXTS: ReadonlyMap<string, TextUse> = new Map<string, TextUse>([
  ["procedure", "code"],
  ["field", "label"],
  ["unit", "label"],
  ["indicator", "code"],
  ["kpi", "code"],
  ["note", "prose"],
  ["where", "prose"],
  ["source", "prose"],
]);

/** A schema of `data`, with what the door asks about its keys worked out once. */
export type DataRule<T> = { schema: z.ZodType<T>; keys: ReadonlySet<string>; required: ReadonlySet<string> };

export const DATA_RULES = {
  dossier: ruleOf(DATA_SCHEMAS.dossier),
  "indicator.reported": ruleOf(DATA_SCHEMAS["indicator.reported"]),
  "target.set": ruleOf(DATA_SCHEMAS["target.set"]),
  "figure.claimed": ruleOf(DATA_SCHEMAS["figure.claimed"]),
} as const;

/** Every key that some kind of `data` knows. */
export const ALL_DATA_KEYS: ReadonlySet<string> = new Set(
  Object.values(DATA_RULES).flatMap(({ keys }) => [...keys]),
);

function ruleOf<Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape>,
): DataRule<z.infer<z.ZodObject<Shape>>> {
  const keys = Object.keys(schema.shape);
  const found = schema.safeParse({}).error?.issues.map(({ path }) => String(path[0])) ?? [];
  return { schema, keys: new Set(keys), required: new Set(found) };
}
