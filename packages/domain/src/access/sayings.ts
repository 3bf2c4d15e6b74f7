import type { Caller, ErrorCode, Role, StatementType } from "@nhip/contracts";
import { coversUnit } from "./policy.ts";

/** What each role may say by hand: reports of units, plans, published figures. */
const MAY_SAY: Record<Role, readonly StatementType[]> = {
  leader: ["indicator.reported", "target.set", "figure.claimed"],
  secretary: ["indicator.reported"],
  head: ["indicator.reported"],
  clerk: ["indicator.reported", "figure.claimed"],
  admin: ["indicator.reported", "target.set", "figure.claimed"],
};

/** Why a person may not make a statement, or null: secretaries and heads report for their own units alone. */
export function statementRefusal(caller: Caller, type: unknown, unit: unknown): ErrorCode | null {
  if (caller.kind !== "person") return "forbidden";
  if (!MAY_SAY[caller.role].some((one) => one === type)) return "forbidden";
  return coversUnit(caller, typeof unit === "string" ? unit : "") ? null : "unit-not-allowed";
}
