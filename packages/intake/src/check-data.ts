import { personalDataIn } from "@nhip/contracts";
import { DATA_TEXTS, type DataRule } from "./data-rule.ts";
import type { DroppedNames } from "./dropped-names.ts";
import { fault, faultOf, isRecord, type Fault } from "./fault.ts";

/** No text of ours is longer, so what lies behind is refused anyway. */
const MAX_SEARCHED = 1_200;

/**
 * An event's `data` by its rule. Keys that the rule does not know, and personal data in keys that may be left out, are
 * dropped and named; `null`, and a due time of `""`, say nothing, except where `nullCounts`.
 */
export function checkData<T>(
  rule: DataRule<T>,
  data: unknown,
  dropped: DroppedNames,
  nullCounts: boolean,
): { ok: true; data: T } | Fault {
  const known: Record<string, unknown> = {};
  if (data !== undefined && data !== null) {
    if (!isRecord(data)) return fault("data", "invalid-value");
    for (const name of Object.keys(data)) {
      const value = data[name];
      if (!rule.keys.has(name)) dropped.add("data.", name);
      else if (isUnsaid(name, value) && nullCounts) return fault(`data.${name}`, "invalid-value");
      else if (isUnsaid(name, value)) continue;
      else if (!isPersonal(name, value)) known[name] = value;
      else if (rule.required.has(name)) return fault(`data.${name}`, "personal-data");
      else dropped.add("data.", name);
    }
  }
  const result = rule.schema.safeParse(known);
  return result.success ? { ok: true, data: result.data } : faultOf("data", known, result.error);
}

/** The national portal's sync writes `""` where a dossier has no due time. */
function isUnsaid(name: string, value: unknown): boolean {
  return value === null || (name === "dueAt" && value === "");
}

function isPersonal(name: string, value: unknown): boolean {
  if (typeof value !== "string") return false;
  const use = DATA_TEXTS.get(name);
  return use !== undefined && personalDataIn(value.slice(0, MAX_SEARCHED), use) !== undefined;
}
