import type { UnitDuties } from "@nhip/contracts";
import { onScopeDispose, shallowRef, type ShallowRef, watch } from "vue";
import { getJson, type Problem } from "../api/get-json.ts";
import { paths } from "../api/paths.ts";
import { useText } from "../i18n/useText.ts";
import { useLive, useReading } from "../live/useLive.ts";
import type { DeviceStore } from "./device-store.ts";

const EVERY_MS = 60_000;
const AFTER_CHANGE_MS = 1_000;
export type Place = { ward: string; unit: string };

/**
 * What a unit has to report: the answer kept on this device at once, then the server's, read anew when a figure moves,
 * when the connection or the page comes back, and each minute. A failed reading leaves the last one in place.
 */
export function useUnitDuties(store: DeviceStore, place: () => Place | null) {
  const live = useLive();
  const { locale } = useText();
  const data: ShallowRef<UnitDuties | null> = shallowRef(null);
  const problem: ShallowRef<Problem | null> = shallowRef(null);
  const keyOf = ({ ward, unit }: Place): string => `nhip.duties.${ward}.${unit}`;
  let abort = new AbortController();

  async function read(): Promise<void> {
    const from = place();
    if (from === null) return;
    abort.abort();
    abort = new AbortController();
    const { signal } = abort;
    const answer = await getJson<UnitDuties>(paths.unitDuties(from.ward, from.unit), locale.value, signal);
    if (signal.aborted) return;
    problem.value = answer.ok ? null : answer;
    if (!answer.ok) return;
    data.value = answer.value;
    store.write(keyOf(from), JSON.stringify(answer.value));
  }
  watch(
    () => [place()?.ward, place()?.unit, locale.value],
    () => {
      const from = place();
      problem.value = null;
      data.value = from === null ? null : parseDuties(store.read(keyOf(from)), from);
      void read();
    },
    { immediate: true },
  );
  // Followed, so that figures that move are heard of.
  useReading(
    () => place()?.ward ?? null,
    () => "year",
  );
  let soon: ReturnType<typeof setTimeout> | undefined;
  const readSoon = (): void => {
    soon ??= setTimeout(() => {
      soon = undefined;
      void read();
    }, AFTER_CHANGE_MS);
  };
  const stop = live.onChange(readSoon);
  const timer = setInterval(() => {
    if (!document.hidden) void read();
  }, EVERY_MS);
  window.addEventListener("online", readSoon);
  onScopeDispose(() => {
    abort.abort();
    stop();
    clearInterval(timer);
    clearTimeout(soon);
    window.removeEventListener("online", readSoon);
  });
  return { data, problem, refresh: () => void read(), readSoon };
}

function parseDuties(text: string | null, { unit }: Place): UnitDuties | null {
  try {
    const kept: unknown = text === null ? null : JSON.parse(text);
    return isDutiesOf(kept, unit) ? kept : null;
  } catch {
    return null;
  }
}

/** Guarantee: what stands under our key was an answer of our own server; one of an older shape lacks its parts. */
function isDutiesOf(value: unknown, unit: string): value is UnitDuties {
  if (typeof value !== "object" || value === null || !("unit" in value) || !("indicators" in value))
    return false;
  const of: unknown = value.unit;
  return (
    Array.isArray(value.indicators) && typeof of === "object" && of !== null && "id" in of && of.id === unit
  );
}
