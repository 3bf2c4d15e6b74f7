import type { WardDuties } from "@nhip/contracts";
import { computed, type ComputedRef } from "vue";
import { CHART_REST_MS, useLiveResource } from "../api/useLiveResource.ts";
import { paths } from "../api/paths.ts";
import { useWards } from "../app/useWards.ts";
import { civilDay } from "../format/time.ts";
import { useLive } from "../live/useLive.ts";
import { useTileReading } from "../tile/useTileReading.ts";
import type { Unreported } from "./sentences.ts";

/** Which units lack the report that was due last; asked only while the figure says that some do, and never of the past. */
export function useUnreported(): ComputedRef<Unreported | null> {
  const live = useLive();
  const { ward } = useWards();
  const reading = useTileReading();
  const isAsked = computed(() => {
    const to = reading.snapshot.value?.range.to ?? "";
    return (
      reading.asOf() === null &&
      (reading.kpi("reports.missing")?.value ?? 0) > 0 &&
      to >= civilDay(live.serverNow())
    );
  });
  const { data } = useLiveResource<WardDuties>(
    () => (isAsked.value && ward.value !== null ? paths.duties(ward.value.id, "month") : null),
    (id) => id.startsWith("reports."),
    CHART_REST_MS,
  );
  return computed(() => {
    const all =
      data.value?.units.flatMap(({ name, missing }) => missing.map((row) => ({ ...row, name }))) ?? [];
    const dueDay = all.reduce((newest, row) => (row.dueDay > newest ? row.dueDay : newest), "");
    const last = all.filter((row) => row.dueDay === dueDay);
    const [first] = last;
    return first ? { period: first.period, units: [...new Set(last.map(({ name }) => name))] } : null;
  });
}
