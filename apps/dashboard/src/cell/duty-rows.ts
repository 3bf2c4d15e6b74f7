import type { DutyState, DutyTask, ReportedValue, UnitDuties, UnitIndicator } from "@nhip/contracts";
import { isOpen, lastBefore } from "@nhip/domain";
import type { OutboxEntry } from "./outbox.ts";

/** One report on the page. `onWay`: the newest of this device that the server's answer does not show yet. */
export type DutyRow = {
  key: string;
  indicator: UnitIndicator;
  task: DutyTask;
  /** What the server has for the period; `null` while nothing is there. */
  sent: ReportedValue | null;
  onWay: OutboxEntry | null;
  /** The figure of the period before. */
  last: { period: string; version: ReportedValue } | null;
};
export type DutyLists = { open: DutyRow[]; early: DutyRow[]; done: DutyRow[] };

const ORDER: readonly DutyState[] = ["late", "missing", "dueSoon", "due", "running", "lateSent", "onTime"];

/**
 * The rows of a unit: what it owes (the most urgent first), what may be sent already, and the newest that was sent of each
 * indicator. A report on its way is no longer owed.
 */
export function dutyRows(duties: UnitDuties, outbox: readonly OutboxEntry[]): DutyLists {
  const lists: DutyLists = { open: [], early: [], done: [] };
  for (const indicator of duties.indicators) {
    const rows = tasksOf(indicator).map((task) => rowOf(duties, indicator, task, outbox));
    const isThere = ({ sent, onWay }: DutyRow): boolean =>
      sent !== null || (onWay !== null && onWay.state !== "refused");
    lists.open.push(...rows.filter((row) => isOpen(row.task.state) && !isThere(row)));
    lists.early.push(...rows.filter((row) => row.task.state === "running" && !isThere(row)));
    // The newest that is there, and whatever this device has sent just now.
    lists.done.push(...rows.filter(isThere).filter((row, n) => n === 0 || row.onWay !== null));
  }
  const byUrgency = (a: DutyRow, b: DutyRow): number =>
    ORDER.indexOf(a.task.state) - ORDER.indexOf(b.task.state) || (a.task.dueDay < b.task.dueDay ? -1 : 1);
  lists.open.sort(byUrgency);
  return lists;
}

/** The tasks of an indicator and the periods that were reported, the newest first, none twice. */
function tasksOf({ tasks, history }: UnitIndicator): DutyTask[] {
  const known = new Set(tasks.map(({ period }) => period));
  const reported = history
    .filter(({ period }) => !known.has(period))
    .map(({ period, range }): DutyTask => ({ period, range, dueDay: "", state: "onTime" }));
  return [...tasks, ...reported].toSorted((a, b) => (a.range.to < b.range.to ? 1 : -1));
}

function rowOf(
  duties: UnitDuties,
  indicator: UnitIndicator,
  task: DutyTask,
  outbox: readonly OutboxEntry[],
): DutyRow {
  const sent = indicator.history.find(({ period }) => period === task.period)?.versions[0] ?? null;
  const own = outbox.findLast(
    ({ ward, data }) =>
      ward === duties.ward &&
      data.unit === duties.unit.id &&
      data.indicator === indicator.indicator &&
      data.period === task.period,
  );
  const isShown =
    own?.state === "sent" && sent !== null && Date.parse(sent.at) >= Math.floor(own.savedAt / 1_000) * 1_000;
  return {
    key: `${indicator.indicator} ${task.period}`,
    indicator,
    task,
    sent,
    onWay: own && !isShown ? own : null,
    last: lastBefore(indicator.history, task.range.to),
  };
}
