import { expect, test } from "vitest";
import { createTurns } from "./in-turn.ts";

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test("one name in order, a failure passes on to its own caller alone, other names meanwhile", async () => {
  const inTurn = createTurns();
  const seen: string[] = [];
  const step = (text: string, ms: number) => async () => {
    await pause(ms);
    seen.push(text);
    if (text === "a1") throw new Error(text);
    return text;
  };
  const results = await Promise.allSettled([
    inTurn("a", step("a1", 20)),
    inTurn("a", step("a2", 0)),
    inTurn("b", step("b1", 0)),
  ]);
  expect(seen).toEqual(["b1", "a1", "a2"]);
  expect(results.map(({ status }) => status)).toEqual(["rejected", "fulfilled", "fulfilled"]);
  expect(await inTurn("a", step("a3", 0))).toBe("a3");
});
