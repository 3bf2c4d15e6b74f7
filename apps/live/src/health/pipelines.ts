import {
  SAMPLE_SOURCE,
  createSampleState,
  createSources,
  createVerified,
  shardOf,
  type ApiKeys,
  type DurabilityGuard,
  type EventQueue,
  type Keys,
  type Quarantine,
  type Redis,
  type ShardState,
  type WorkerSign,
  type WorkerSigns,
} from "@nhip/backbone";
import type { Alarm, AlarmCode, Pipeline, PipelineSource, PipelineWorker } from "@nhip/contracts";
import { formatInstant, isSilent, type Calendar } from "@nhip/domain";
import { alarmsOf } from "./alarms.ts";
import { createBriefCache } from "./brief-cache.ts";

const KEPT_MS = 1_000;
const WORKER_SILENT_MS = 10_000;

export type PipelineDeps = {
  redis: Redis;
  keys: Keys;
  queue: Pick<EventQueue, "states">;
  shards: number;
  signs: WorkerSigns;
  apiKeys: Pick<ApiKeys, "retiredSources">;
  quarantine: Pick<Quarantine, "summary">;
  guard: Pick<DurabilityGuard, "found">;
  /** Working time of silence that raises an alarm, ms; 0: never. */
  silentAfterMs: number;
  now: () => number;
  /** For how long an answer is kept: a wall clock may be set back. */
  steadyNow: () => number;
};
/** What of a ward is needed: its id, its office hours, and whether its store went back under our eyes. */
export type PipelineWard = {
  ward: string;
  rules: { calendar: Calendar };
  wentBack?: { at: number } | null;
};

type House = { states: ShardState[]; signs: WorkerSign[]; retired: ReadonlySet<string> };

/** How events come in and are counted, by ward; read at most once a second however many ask. */
export function createPipelines(deps: PipelineDeps) {
  const { redis, keys, now } = deps;
  const sources = createSources(redis, keys);
  const sampleState = createSampleState(redis, keys);
  const verified = createVerified(redis, keys);
  const houses = createBriefCache<House>(KEPT_MS, deps.steadyNow);
  const wards = createBriefCache<Pipeline>(KEPT_MS, deps.steadyNow);
  /** Since when an alarm that has no time of its own is seen, by ward and by code. */
  const seenSince = new Map<string, ReadonlyMap<AlarmCode, string>>();

  const house = (): Promise<House> =>
    houses("", async () => {
      const [states, signs, retired, sampleEnded] = await Promise.all([
        deps.queue.states(),
        deps.signs.list(now(), WORKER_SILENT_MS),
        deps.apiKeys.retiredSources(),
        sampleState.ended(),
      ]);
      return { states, signs, retired: sampleEnded ? new Set([...retired, SAMPLE_SOURCE]) : retired };
    });

  async function sourcesOf({ ward, rules }: PipelineWard, retired: ReadonlySet<string>) {
    const marks = await sources.list(ward);
    return marks.map(({ source, lastAt, lastEventTime, days }): PipelineSource => {
      const options = { calendar: rules.calendar, afterMs: deps.silentAfterMs, now: now() };
      const silent = !retired.has(source) && isSilent({ lastAt, days }, options);
      return {
        source,
        sample: source === SAMPLE_SOURCE,
        lastAt: formatInstant(lastAt),
        lastEventTime: formatInstant(lastEventTime),
        silent,
        since: silent ? formatInstant(lastAt) : null,
      };
    });
  }

  async function read(of: PipelineWard): Promise<Pipeline> {
    const { ward } = of;
    const { states, signs, retired } = await house();
    const [heard, waiting, compared] = await Promise.all([
      sourcesOf(of, retired),
      deps.quarantine.summary(ward),
      verified.read(ward),
    ]);
    const state = states[shardOf(ward, deps.shards)] ?? { depth: 0, failed: 0, oldestAt: null };
    const pipeline = {
      ward,
      queue: {
        depth: state.depth,
        oldestAt: state.oldestAt === null ? null : formatInstant(state.oldestAt),
        behindMs: ageOf(state),
        failed: state.failed,
      },
      workers: signs.map(workerOf).toSorted((a, b) => a.id.localeCompare(b.id)),
      sources: heard,
      quarantine: {
        count: waiting.count,
        oldestAt: waiting.oldestAt === null ? null : formatInstant(waiting.oldestAt),
      },
      store: deps.guard.found() ?? { onDisk: "unknown" as const, evicts: null },
      verified: compared,
    };
    const restarts = signs.flatMap(({ restartedAt }) => restartedAt ?? []);
    const restartedAt = restarts.length === 0 ? null : Math.max(...restarts);
    const alarms = alarmsOf({
      ...pipeline,
      restartedAt,
      wentBackAt: of.wentBack?.at ?? null,
      now: now(),
    });
    return { ...pipeline, at: formatInstant(now()), alarms: dated(ward, alarms) };
  }

  /** Gives alarms without a time of their own the time at which this process first saw them. */
  function dated(ward: string, alarms: Alarm[]): Alarm[] {
    const before = seenSince.get(ward);
    const since = new Map<AlarmCode, string>();
    const found = alarms.map((alarm) => {
      const at = alarm.since ?? before?.get(alarm.code) ?? formatInstant(now());
      since.set(alarm.code, at);
      return { ...alarm, since: at };
    });
    seenSince.set(ward, since);
    return found;
  }

  function ageOf({ oldestAt }: ShardState): number {
    return oldestAt === null ? 0 : Math.max(0, now() - oldestAt);
  }

  return {
    /** One ward's pipeline. Rejects with Redis's error. */
    of: (ward: PipelineWard): Promise<Pipeline> => wards(ward.ward, () => read(ward)),
    /** The age of the oldest batch that is accepted and not yet committed, all wards together, ms. */
    behindMs: async (): Promise<number> => Math.max(0, ...(await house()).states.map(ageOf)),
    /** Batches on all queues. */
    depth: async (): Promise<number> => (await house()).states.reduce((sum, { depth }) => sum + depth, 0),
  };
}
export type Pipelines = ReturnType<typeof createPipelines>;

/** A sign may be that of an older worker, which told less. */
function workerOf(sign: WorkerSign): PipelineWorker {
  const { id, at, committed, poisoned, conflicts } = sign;
  const { restarts = 0, stalls = 0 }: Partial<WorkerSign> = sign;
  return { id, at: formatInstant(at), committed, poisoned, conflicts, restarts, stalls };
}
