import type { PlainDossier } from "./life.ts";

const DAY_MS = 86_400_000;
const HANOI_MS = 7 * 3_600_000;

/** The civil day in Hanoi of an instant, and its place in the row of days. */
const dayOf = (atMs: number): string => new Date(atMs + HANOI_MS).toISOString().slice(0, 10);
const dayNumber = (atMs: number): number => Math.floor((atMs + HANOI_MS) / DAY_MS);

/** How an answer stands to its due time, told in the plainest way: earlier day, same day and not after, or late. */
function verdictOf(at: number, dueAt: number | null): string {
  if (dueAt === null) return "undated";
  if (dayNumber(at) < dayNumber(dueAt)) return "early";
  return at <= dueAt ? "onTime" : "late";
}

/**
 * What came in and what was closed, by day (`d:2026-11-24`), month (`m:2026-11`) and year (`y:2026`) and by
 * `measure|field|channel|level`: counted one dossier at a time, from what its maker wrote down about it. It shares no code
 * with what counts in the system.
 */
export function plainCounts(dossiers: readonly PlainDossier[]): Map<string, Map<string, number>> {
  const counts = new Map<string, Map<string, number>>();
  const count = (at: number, measure: string, { field, channel, level }: PlainDossier): void => {
    const day = dayOf(at);
    for (const bucket of [`d:${day}`, `m:${day.slice(0, 7)}`, `y:${day.slice(0, 4)}`]) {
      const fields = counts.get(bucket) ?? new Map<string, number>();
      const name = `${measure}|${field}|${channel}|${level}`;
      counts.set(bucket, fields.set(name, (fields.get(name) ?? 0) + 1));
    }
  };
  for (const dossier of dossiers) {
    const { receivedAt, dueAt, end, voided } = dossier;
    if (voided || receivedAt === null) continue;
    count(receivedAt, "received", dossier);
    if (end) count(end.at, `closed.${end.how === "resolved" ? verdictOf(end.at, dueAt) : end.how}`, dossier);
  }
  return counts;
}

/** Whether a counter is one of those that `plainCounts` counts. */
export const isPlain = (field: string): boolean =>
  field.startsWith("received|") || field.startsWith("closed.");

/** What is open, waits, and is overdue at an instant. */
export function plainBalances(dossiers: readonly PlainDossier[], at: number) {
  const open = dossiers.filter(
    ({ voided, receivedAt, end }) => !voided && receivedAt !== null && end === null,
  );
  const running = open.filter(({ waits }) => !waits);
  return {
    open: open.length,
    waiting: open.length - running.length,
    overdue: running.filter(({ dueAt }) => dueAt !== null && dueAt < at).length,
  };
}
