import type { BucketReading, Changes, PastStore, WardStore, Wards } from "@nhip/backbone";
import { WardSettings, type KpiReading, type WardEvent } from "@nhip/contracts";
import { addressOf, byTimeThenId, entityOf, type EntityKind, type History } from "@nhip/domain";
import { readKpis } from "../apps/live/src/model/reading.ts";
import { WardModel } from "../apps/live/src/model/ward-model.ts";

/** What the oracle knows of a ward: counters of an undisturbed fold, and all events. */
export type Undisturbed = {
  ward: string;
  buckets: ReadonlyMap<string, ReadonlyMap<string, number>>;
  events: readonly WardEvent[];
};

/**
 * The KPIs that follow from the undisturbed counters: the rules of reading are the live server's, the figures are not
 * from any store. `read` takes the period and the moment of the answer it is held against.
 */
export async function openOracleModel(known: Undisturbed) {
  const histories = statementHistories(known.events);
  const store: Pick<WardStore, "readBuckets" | "readAll" | "readNewestEvents"> = {
    readBuckets: async (_ward, names): Promise<BucketReading> => ({
      rev: 1,
      buckets: new Map(names.map((name) => [name, new Map(known.buckets.get(name))])),
    }),
    readAll: async (_ward, kind) => histories.get(kind) ?? [],
    readNewestEvents: async () => [],
  };
  const wards: Pick<Wards, "find"> = { find: async (id) => WardSettings.parse({ id, name: id }) };
  const changes: Pick<Changes, "follow"> = { follow: async () => undefined };
  const model = await WardModel.open({
    ward: known.ward,
    store: onlyWhatIsRead<WardStore>(store),
    pastStore: onlyWhatIsRead<PastStore>({}),
    wards: onlyWhatIsRead<Wards>(wards),
    changes: onlyWhatIsRead<Changes>(changes),
    now: Date.now,
  });
  return {
    read: (period: string, now: number): Promise<KpiReading> =>
      readKpis(model, period, { now, locale: "vi" }),
  };
}

function statementHistories(events: readonly WardEvent[]): Map<EntityKind, History[]> {
  const byAddress = new Map<string, { kind: EntityKind; events: WardEvent[] }>();
  for (const event of events) {
    if ("subject" in event) continue;
    const ref = entityOf(event);
    const found = byAddress.get(addressOf(ref)) ?? { kind: ref.kind, events: [] };
    found.events.push(event);
    byAddress.set(addressOf(ref), found);
  }
  const kinds = new Map<EntityKind, History[]>();
  for (const { kind, events: own } of byAddress.values())
    kinds.set(kind, [...(kinds.get(kind) ?? []), own.toSorted(byTimeThenId)]);
  return kinds;
}

/** The model reads these methods alone; what is missing would show at once, as a call of nothing. */
function onlyWhatIsRead<T>(part: Partial<T>): T {
  return part as T;
}
