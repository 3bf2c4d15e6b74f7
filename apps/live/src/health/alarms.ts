import type { Alarm, Pipeline } from "@nhip/contracts";
import { judgeDurability } from "@nhip/backbone";
import { formatInstant } from "@nhip/domain";

/** From this age of the oldest uncounted batch on, screens say that counting is behind; later it is grave. */
const BEHIND_MS = 60_000;
const FAR_BEHIND_MS = 10 * 60_000;
/** For this long after a watchdog's work it is shown. */
const RESTART_SHOWN_MS = 10 * 60_000;
/** A store that went back is told of until somebody compares, or for so long. */
const WENT_BACK_SHOWN_MS = 24 * 3_600_000;
/** Figures are compared six times a day; one that is older than this is late. */
const VERIFY_LATE_MS = 26 * 3_600_000;

export type AlarmInput = Omit<Pipeline, "alarms" | "at"> & {
  /** When a watchdog last made a consumer anew, ms since the epoch. */
  restartedAt: number | null;
  /** When the revision was seen to fall, ms since the epoch. */
  wentBackAt: number | null;
  now: number;
};

/** What somebody ought to look at, the gravest first. Where `since` is not known it is `null`. */
export function alarmsOf(input: AlarmInput): Alarm[] {
  const { queue, workers, sources, store, verified, restartedAt, wentBackAt, now } = input;
  const alarms: Alarm[] = [];
  if (workers.length === 0) alarms.push({ code: "no-worker", status: "bad", since: null });
  if (queue.behindMs > BEHIND_MS)
    alarms.push({
      code: "behind",
      status: queue.behindMs > FAR_BEHIND_MS ? "bad" : "watch",
      since: queue.oldestAt,
    });
  const verdict = judgeDurability(store);
  if (verdict === "refused") alarms.push({ code: "store-unsafe", status: "bad", since: null });
  if (verdict === "doubtful") alarms.push({ code: "store-doubtful", status: "watch", since: null });
  if (queue.failed > 0)
    alarms.push({ code: "batches-failed", status: "bad", since: null, count: queue.failed });
  const isCompared = verified !== null && wentBackAt !== null && Date.parse(verified.at) > wentBackAt;
  if (wentBackAt !== null && now - wentBackAt < WENT_BACK_SHOWN_MS && !isCompared)
    alarms.push({ code: "store-went-back", status: "bad", since: formatInstant(wentBackAt) });
  if (verified !== null && !verified.ok)
    alarms.push({
      code: "verify-differs",
      status: "watch",
      since: verified.at,
      count: verified.differences,
    });
  if (verified !== null && now - Date.parse(verified.at) > VERIFY_LATE_MS)
    alarms.push({ code: "verify-late", status: "watch", since: verified.at });
  for (const { source, sample, silent, since } of sources)
    if (silent) alarms.push({ code: "source-silent", status: "watch", since, source, sample });
  if (restartedAt !== null && now - restartedAt < RESTART_SHOWN_MS)
    alarms.push({ code: "worker-restarted", status: "watch", since: formatInstant(restartedAt) });
  return alarms.toSorted((a, b) => Number(b.status === "bad") - Number(a.status === "bad"));
}
