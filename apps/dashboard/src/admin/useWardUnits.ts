import type { CatalogueState, Unit } from "@nhip/contracts";
import { shallowRef, watch, type ShallowRef } from "vue";
import { getJson } from "../api/get-json.ts";
import { paths } from "../api/paths.ts";
import { useWards } from "../app/useWards.ts";
import { useText } from "../i18n/useText.ts";

/** Of a house with more wards than this, names of units are read for the first ones alone. */
const MAX_WARDS = 30;
export type WardUnit = Unit & { ward: string };

/** The units of the wards that may be seen, for names and choices; empty until they are read. */
export function useWardUnits(): ShallowRef<readonly WardUnit[]> {
  const { all } = useWards();
  const { locale } = useText();
  const units = shallowRef<readonly WardUnit[]>([]);
  watch(
    () =>
      all.value
        .slice(0, MAX_WARDS)
        .map(({ id }) => id)
        .join(" "),
    async (ids) => {
      const { signal } = new AbortController();
      const found = await Promise.all(
        ids
          .split(" ")
          .filter(Boolean)
          .map(async (ward) => {
            const answer = await getJson<CatalogueState>(paths.catalogue(ward), locale.value, signal);
            return answer.ok ? answer.value.units.map((unit) => ({ ...unit, ward })) : [];
          }),
      );
      units.value = found.flat();
    },
    { immediate: true },
  );
  return units;
}
