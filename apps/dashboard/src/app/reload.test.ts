import { expect, test } from "vitest";
import { msToReload, reloadOnce } from "./reload.ts";

test("V11: a lost chunk loads the page anew at most once in five minutes", () => {
  const kept = new Map<string, string>();
  const store = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  } as unknown as Storage;
  let loads = 0;
  const page = { location: { reload: () => loads++ } } as unknown as Window;
  expect(msToReload(store, Date.now())).toBe(0);
  reloadOnce(page, store);
  expect(loads).toBe(1);
  expect(msToReload(store, Date.now())).toBeGreaterThan(290_000);
  expect(msToReload(store, Date.now() + 300_001)).toBe(0);
});
