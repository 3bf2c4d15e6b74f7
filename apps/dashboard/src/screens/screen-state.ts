import { SILENT_AFTER_MS, type ScreenRow } from "@nhip/contracts";

/** How a display fares by its last sign of life; `now` in epoch ms, the server's. */
export function screenState({ life }: Pick<ScreenRow, "life">, now: number): "live" | "silent" | "never" {
  if (life === null) return "never";
  return now - Date.parse(life.at) > SILENT_AFTER_MS ? "silent" : "live";
}
