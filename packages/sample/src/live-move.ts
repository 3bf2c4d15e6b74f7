import type { Channel, Level } from "@nhip/contracts";
import type { Random } from "./random.ts";

/** An open dossier as the simulator needs to know it. */
export type OpenSample = {
  code: string;
  field: string;
  channel: Channel;
  level: Level;
  /** Milliseconds, `null` where none is promised. */
  dueAt: number | null;
  /** For a supplement or a payment. */
  waiting: boolean;
};

/** What happens next; `started` is another dossier on which work begins. */
export type LiveMove =
  | { kind: "receive"; started: string | undefined }
  | { kind: "resolve" | "ask" | "supply"; code: string };

const WISHED_OPEN = 50;
const MOST_WAITING = 5;
/** So many overdue dossiers are left lying most of the time; beyond them they go first. */
const MOST_OVERDUE = 3;
const ENOUGH_TIME_MS = 24 * 3_600_000;

const dueOf = ({ dueAt }: OpenSample) => dueAt ?? Infinity;

/** The dossier to answer next: one of the three that are due soonest. */
function soonest(nowMs: number, ready: readonly OpenSample[], random: Random): OpenSample | undefined {
  const byDue = ready.toSorted((a, b) => dueOf(a) - dueOf(b));
  const overdue = byDue.filter((one) => dueOf(one) <= nowMs);
  const inTime = byDue.slice(overdue.length);
  if (overdue.length > MOST_OVERDUE || inTime.length === 0 || (overdue.length > 0 && random.chance(0.03)))
    return overdue[0];
  return inTime[Math.min(random.whole(0, 2), inTime.length - 1)];
}

/** Receives more while few are open, answers more while many are; now and then a paper is missing. */
export function chooseMove(nowMs: number, open: readonly OpenSample[], random: Random): LiveMove {
  const waiting = open.filter((one) => one.waiting);
  const ready = open.filter((one) => !one.waiting);
  const rare = random.next();

  const lacking =
    rare < 0.03 && waiting.length < MOST_WAITING
      ? ready.find((one) => dueOf(one) > nowMs + ENOUGH_TIME_MS && random.chance(0.2))
      : undefined;
  if (lacking) return { kind: "ask", code: lacking.code };

  const supplied =
    rare > 1 - 0.008 * waiting.length ? waiting[random.whole(0, waiting.length - 1)] : undefined;
  if (supplied) return { kind: "supply", code: supplied.code };

  const receiving = Math.min(0.9, Math.max(0.1, 0.5 + (WISHED_OPEN - open.length) / 20));
  const answered = random.chance(receiving) ? undefined : soonest(nowMs, ready, random);
  if (answered) return { kind: "resolve", code: answered.code };
  const started = random.chance(0.4) ? ready[random.whole(0, ready.length - 1)]?.code : undefined;
  return { kind: "receive", started };
}
