import { expect, it } from "vitest";
import { createSteadyClock } from "./steady-clock.ts";

it("V13: notices sleep, counts it, and never runs backwards", () => {
  let mono = 0;
  let wall = 1_000_000;
  const read = createSteadyClock(
    () => mono,
    () => wall,
  );
  mono += 1000;
  wall += 1000;
  expect(read()).toEqual({ now: 1000, jumped: false });
  mono += 1000;
  wall += 3_600_000; // the lid was closed for an hour
  expect(read()).toEqual({ now: 3_601_000, jumped: true });
  wall -= 7_200_000; // somebody set the clock back
  mono += 1000;
  const after = read();
  expect(after.jumped).toBe(true);
  expect(after.now).toBe(3_601_000 + 1000);
});
