import type { Kpi, NoValueReason } from "@nhip/contracts";
import type { Freshness } from "../live/freshness.ts";

/** `loading` is drawn as a skeleton; the other four are always told apart. */
export type TileState = "loading" | "live" | "stale" | "none" | "error";
export type TileInput = { kpi: Kpi | undefined; loaded: boolean; failed: boolean; freshness: Freshness };

/** A value keeps standing when the line is lost; an error shows only where there is nothing to show. */
export function tileState({ kpi, loaded, failed, freshness }: TileInput): TileState {
  if (!loaded) return failed ? "error" : "loading";
  if (freshness.state !== "live") return "stale";
  return kpi === undefined || kpi.value === null ? "none" : "live";
}

/** Why there is no figure. */
export function whyNone(kpi: Kpi | undefined): NoValueReason | "absent" {
  return kpi === undefined ? "absent" : (kpi.reason ?? "no-data-yet");
}
