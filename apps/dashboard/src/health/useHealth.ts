import type { Alarm, AlertBrief, Verified } from "@nhip/contracts";
import { computed, type ComputedRef } from "vue";
import { useWards } from "../app/useWards.ts";
import { useLive } from "../live/useLive.ts";

export type Health = {
  /** How old the oldest event is that this ward's figures lack, ms. */
  behindMs: ComputedRef<number>;
  alarms: ComputedRef<readonly Alarm[]>;
  verified: ComputedRef<Verified | null>;
  /** Rules of the ward that hold now. */
  alerts: ComputedRef<readonly AlertBrief[]>;
};

/** What the pulse says of the pipeline of the ward on screen. */
export function useHealth(): Health {
  const live = useLive();
  const { ward } = useWards();
  const own = computed(() => live.pulse.value?.wards?.[ward.value?.id ?? ""]);
  return {
    behindMs: computed(() => own.value?.behindMs ?? live.pulse.value?.behindMs ?? 0),
    alarms: computed(() => own.value?.alarms ?? []),
    alerts: computed(() => own.value?.alerts ?? []),
    verified: computed(() => own.value?.verified ?? null),
  };
}
