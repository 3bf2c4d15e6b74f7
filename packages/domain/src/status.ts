import { formatInstant } from "./civil-day.ts";
import type { DossierRow, DossierStatus } from "@nhip/contracts";
import { currentWait } from "./batch.ts";
import type { Dossier } from "./dossier.ts";
import type { Rules } from "./rules.ts";
import { lastInTime, verdict } from "./verdict.ts";

/** How a received dossier stands at `now` (milliseconds); `null` when it was never received or was voided. */
export function statusAt(dossier: Dossier, rules: Rules, now: number): DossierStatus | null {
  if (dossier.voided || dossier.receivedAt === null) return null;
  if (dossier.closedAt !== null) {
    if (dossier.outcome !== "resolved") return dossier.outcome;
    const how = verdict(Math.max(dossier.closedAt, dossier.receivedAt), dossier.dueAt, rules.grain);
    return how === "onTime" ? "on-time" : how;
  }
  const wait = currentWait(dossier);
  if (wait) return wait.kind === "stopped" ? "stopped" : "waiting";
  if (dossier.dueAt === null) return "open";
  if (now > lastInTime(dossier.dueAt, rules.grain)) return "overdue";
  return now >= rules.calendar.subtractWorkingMs(dossier.dueAt, rules.dueSoonMs) ? "due-soon" : "open";
}

/** A dossier as a row for officials: no citizen's data is in it, because none is kept. */
export function dossierRow(code: string, dossier: Dossier, rules: Rules, now: number): DossierRow | null {
  const status = statusAt(dossier, rules, now);
  if (status === null || dossier.receivedAt === null) return null;
  const { procedure, field, channel, level, unit, dueAt, closedAt, extensions } = dossier;
  return {
    code,
    procedure,
    field,
    channel,
    level,
    unit,
    receivedAt: formatInstant(dossier.receivedAt),
    dueAt: dueAt === null ? null : formatInstant(dueAt),
    closedAt: closedAt === null ? null : formatInstant(closedAt),
    status,
    extensions,
  };
}
