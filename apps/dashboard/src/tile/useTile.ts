import type { Kpi } from "@nhip/contracts";
import { isFlow } from "@nhip/domain";
import { computed, type ComputedRef } from "vue";
import { age } from "../format/duration.ts";
import { formatDecimal, formatFigure, formatSigned, kpiFigure } from "../format/number.ts";
import { isNamed } from "../format/period.ts";
import { clockTime } from "../format/time.ts";
import { useText } from "../i18n/useText.ts";
import { useLive } from "../live/useLive.ts";
import { type TileState, tileState, whyNone } from "./tile-state.ts";
import { useTileReading } from "./useTileReading.ts";

export type Tile = {
  kpi: ComputedRef<Kpi | undefined>;
  state: ComputedRef<TileState>;
  name: ComputedRef<string>;
  /** `5.188`, `78,3%` or `—`. */
  figure: ComputedRef<string>;
  /** The unit as a word, where the figure does not carry it. */
  unit: ComputedRef<string | null>;
  change: ComputedRef<string | null>;
  target: ComputedRef<string | null>;
  /** Target, attainment and pace in words. */
  plan: ComputedRef<string | null>;
  /** Why there is no figure, or how old it is, or what is wrong. */
  remark: ComputedRef<string | null>;
};

/** Everything a tile says, in words; the same for phone, desk and wall. */
export function useTile(id: () => string): Tile {
  const live = useLive();
  const reading = useTileReading();
  const { t, duration, kpiName } = useText();
  const kpi = computed(() => reading.kpi(id()));
  const state = computed(() =>
    tileState({
      kpi: kpi.value,
      loaded: reading.snapshot.value !== null,
      failed: reading.failed.value,
      freshness: reading.freshness.value,
    }),
  );
  const text = (value: number, one: Kpi): string => formatFigure(value, one.unit);

  function change(): string | null {
    const one = kpi.value;
    if (one === undefined || one.value === null || one.previous === null) return null;
    const period = reading.period();
    const name = isNamed(period) && period !== "2022" ? period : period === "2022" ? "year" : "other";
    // A day that still runs is not held against a whole one: the whole one is told as it is.
    const lastYear = reading.compare() === "lastYear";
    if (period === "today" && isFlow(one.id) && !lastYear)
      return t("tile.wholeDay", { value: text(one.previous, one) });
    const reference = t(`tile.previous.${lastYear ? "lastYear" : name}`);
    const signed = formatSigned(one.value - one.previous, one.unit);
    if (signed === "0") return t("tile.same", { reference });
    return t(one.unit === "percent" ? "tile.changePoints" : "tile.change", { change: signed, reference });
  }
  const target = (one: Kpi): string | null =>
    one.target === null ? null : t("tile.target", { target: text(one.target, one) });
  function plan(): string | null {
    const one = kpi.value;
    const first = one === undefined ? null : target(one);
    if (one === undefined || first === null) return null;
    const parts = [first];
    if (one.attainment !== null)
      parts.push(t("tile.attainment", { attainment: `${formatDecimal(one.attainment)}%` }));
    if (one.pace !== null && one.pace !== one.target)
      parts.push(t("tile.pace", { pace: text(one.pace, one) }));
    return parts.join(", ");
  }
  function remark(): string | null {
    const { value: freshness } = reading.freshness;
    switch (state.value) {
      case "stale": {
        const since = freshness.state === "stale" ? freshness.sinceMs : 0;
        return t("tile.stale", { time: clockTime(live.serverNow() - since), age: duration(age(since)) });
      }
      case "none":
        return t(`tile.reason.${whyNone(kpi.value)}`);
      case "error":
        return reading.message.value === null
          ? t("tile.error")
          : t("tile.refused", { message: reading.message.value });
      case "live":
      case "loading":
        return null;
    }
  }
  return {
    kpi,
    state,
    name: computed(() => kpiName(kpi.value ?? { id: id(), label: id() })),
    figure: computed(() => kpiFigure(kpi.value)),
    unit: computed(() =>
      kpi.value !== undefined &&
      kpi.value.value !== null &&
      (kpi.value.unit === "hours" || kpi.value.unit === "points")
        ? t(`unit.${kpi.value.unit}`)
        : null,
    ),
    change: computed(change),
    target: computed(() => (kpi.value === undefined ? null : target(kpi.value))),
    plan: computed(plan),
    remark: computed(remark),
  };
}
