import {
  computed,
  type ComputedRef,
  inject,
  type InjectionKey,
  onScopeDispose,
  provide,
  shallowRef,
  watch,
} from "vue";
import type { KpiSnapshot, Refusal } from "@nhip/contracts";
import type { Channel } from "./channel.ts";
import { type Freshness, freshnessAt } from "./freshness.ts";
import type { Live } from "./live.ts";

const LIVE: InjectionKey<Live> = Symbol("live");

/** Hands the application's one live connection down. */
export function provideLive(live: Live): void {
  provide(LIVE, live);
}

/** The application's one live connection. */
export function useLive(): Live {
  const live = inject(LIVE);
  if (live === undefined) throw new Error("useLive outside of the app");
  return live;
}

/** What a page needs to draw one ward and period. */
export type Reading = {
  snapshot: ComputedRef<KpiSnapshot | null>;
  refusal: ComputedRef<Refusal | null>;
  freshness: ComputedRef<Freshness>;
};

const NOTHING: Freshness = { state: "waiting" };

/** Follows a ward and period for as long as the calling scope lives; changes with its sources. A null ward follows nothing. */
export function useReading(ward: () => string | null, period: () => string): Reading {
  const live = useLive();
  const followed = shallowRef<{ channel: Channel; leave: () => void } | null>(null);
  const stop = watch(
    [ward, period],
    ([nextWard, nextPeriod]) => {
      const before = followed.value;
      followed.value = nextWard === null ? null : live.follow(nextWard, nextPeriod);
      before?.leave();
    },
    { immediate: true },
  );
  onScopeDispose(() => {
    stop();
    followed.value?.leave();
  });
  return {
    snapshot: computed(() => followed.value?.channel.snapshot.value ?? null),
    refusal: computed(() => followed.value?.channel.refusal.value ?? null),
    freshness: computed(() => followed.value?.channel.freshness(live.heardAt(), live.now.value) ?? NOTHING),
  };
}

/** Whether anything at all is heard from the server, for the pulse line. */
export function useSignal(): ComputedRef<Freshness> {
  const live = useLive();
  return computed(() => {
    const { value: now } = live.now;
    return freshnessAt({ heardAt: live.heardAt(), behindSince: null }, now);
  });
}
