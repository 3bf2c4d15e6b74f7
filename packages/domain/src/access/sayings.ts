import { STATEMENT_TYPES, type Caller, type ErrorCode, type Role, type StatementType } from "@nhip/contracts";
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
  const said = STATEMENT_TYPES.find((one) => one === type);
  // What is no statement is refused for what it is, further on.
  if (!said) return null;
  if (caller.kind !== "person" || !MAY_SAY[caller.role].includes(said)) return "forbidden";
  return coversUnit(caller, typeof unit === "string" ? unit : "") ? null : "unit-not-allowed";
}
