import type { ApiKey, Quarantine } from "@nhip/backbone";
import { AppError, type QuarantineEntry } from "@nhip/contracts";
import type { GroupCommit } from "./group-commit.ts";
import { refusalMessage, sortLines, type Line, type Refused, type Sorted } from "@nhip/intake";
import type { StoreBreaker } from "./store-breaker.ts";
import { within } from "./within.ts";

export type TakeEventsDeps = {
  quarantine: Pick<Quarantine, "keep">;
  commits: Pick<GroupCommit, "submit">;
  breaker: Pick<StoreBreaker, "run">;
  now: () => number;
};

/** What to do with the lines of one request: the refused into quarantine, then the others onto the queue. */
export function createTakeEvents({ quarantine, commits, breaker, now }: TakeEventsDeps) {
  async function store(sorted: Sorted): Promise<void> {
    const at = now();
    for (const [ward, entries] of byWard(sorted.refused, at))
      await breaker.run(() => quarantine.keep(ward, entries));
    await commits.submit(sorted.groups);
  }

  /**
   * Resolves when everything is on disk. Rejects with AppError: `store-away` (within `limitMs`), `too-busy`,
   * `ward-not-allowed` when that is why all of them were refused.
   */
  return async function takeEvents(lines: readonly Line[], key: ApiKey, limitMs: number): Promise<Sorted> {
    const sorted = sortLines(lines, key, now());
    await within(store(sorted), limitMs);
    const foreign = sorted.refused.filter(({ fault }) => fault.code === "ward-not-allowed");
    if (lines.length > 0 && foreign.length === lines.length) throw new AppError("ward-not-allowed");
    return sorted;
  };
}
export type TakeEvents = ReturnType<typeof createTakeEvents>;

function byWard(refused: readonly Refused[], firstSeenAt: number): Map<string, QuarantineEntry[]> {
  const wards = new Map<string, QuarantineEntry[]>();
  for (const { index, fault, ward, source, kept } of refused) {
    const entries = wards.get(ward) ?? [];
    const message = refusalMessage(index, fault, "vi");
    entries.push({ source, firstSeenAt, path: fault.path, code: fault.code, message, line: kept });
    wards.set(ward, entries);
  }
  return wards;
}
