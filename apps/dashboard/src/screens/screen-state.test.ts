import type { ScreenRow } from "@nhip/contracts";
import { expect, test } from "vitest";
import { screenState } from "./screen-state.ts";

test("a display is running, out of touch, or was never seen", () => {
  const at = "2026-11-24T09:41:00+07:00";
  const life = { at, version: "", width: 1, height: 1, pixelRatio: 1, late: 0, lowPower: false, scene: null };
  const row = (one: ScreenRow["life"]): Pick<ScreenRow, "life"> => ({ life: one });
  const now = Date.parse(at);
  expect(screenState(row(null), now)).toBe("never");
  expect(screenState(row(life), now + 40_000)).toBe("live");
  expect(screenState(row(life), now + 90_000)).toBe("silent");
});
