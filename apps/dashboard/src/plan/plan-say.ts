import type { PlanRow } from "@nhip/contracts";

/** What is said of a row: how it stands by the plan, and what is to be done. `gap` is never negative. */
export type PlanSay = {
  stand:
    | "none"
    | "met"
    | "missed"
    | "over"
    | "within"
    | "passed"
    | "tooFast"
    | "reached"
    | "ahead"
    | "even"
    | "behind"
    | "noPace";
  gap: number;
  todo: "need" | "willDo" | "outOfReach" | null;
};

/** How a row of the plan stands, and what is to be done about it; what keeps up has nothing to do. */
export function planSay(row: PlanRow): PlanSay {
  const { value, target, ahead, reasons } = row;
  if (value === null) return { stand: "none", gap: 0, todo: null };
  const isCeiling = row.direction === "lower";
  if (reasons.forecast === "period-over") {
    const gap = Math.abs(value - target);
    if (isCeiling) return { stand: value > target ? "over" : "within", gap, todo: null };
    return { stand: value >= target ? "met" : "missed", gap, todo: null };
  }
  const todo = todoOf(row);
  if (ahead === null) return { stand: "noPace", gap: 0, todo };
  const gap = Math.abs(ahead);
  if (isCeiling && value > target) return { stand: "passed", gap: value - target, todo: null };
  if (isCeiling) return { stand: ahead > 0 ? "tooFast" : "within", gap, todo: null };
  if (ahead < 0) return { stand: "behind", gap, todo };
  if (reasons.neededAWeek === "reached" && row.pace !== target) return { stand: "reached", gap, todo: null };
  return { stand: gap === 0 ? "even" : "ahead", gap, todo: null };
}

function todoOf({ neededAWeek, reasons, forecast, target }: PlanRow): PlanSay["todo"] {
  if (forecast && forecast.low >= target) return "willDo";
  if (neededAWeek !== null) return "need";
  return reasons.neededAWeek === "out-of-reach" ? "outOfReach" : null;
}

/** Rows that are not as far as they should be, the furthest behind its target first. */
export function behindRows(rows: readonly PlanRow[]): PlanRow[] {
  const share = ({ ahead, target }: PlanRow): number => Math.abs(ahead ?? 0) / Math.max(1, Math.abs(target));
  return rows
    .filter((row) => (row.status === "bad" || row.status === "watch") && isOff(row))
    .toSorted((a, b) => Number(b.status === "bad") - Number(a.status === "bad") || share(b) - share(a));
}

function isOff({ ahead, direction }: PlanRow): boolean {
  return ahead !== null && (direction === "lower" ? ahead > 0 : ahead < 0);
}

/** What a week's need is counted in; `null` where there is no word for it. */
export function needOf(id: string): "dossiers" | "inTime" | "online" | "people" | null {
  if (id === "dossiers.onTimeRate") return "inTime";
  if (id.startsWith("dossiers.")) return "dossiers";
  if (id.startsWith("online.")) return "online";
  return id.startsWith("accounts.") ? "people" : null;
}
