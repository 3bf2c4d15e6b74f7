import { randomUUID } from "node:crypto";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import type { KeptEntry, QuarantineEntry } from "@nhip/contracts";
import { connect } from "./connection.ts";
import { createKeys } from "./keys.ts";
import { createQuarantine } from "./quarantine.ts";

const WARD = "phuong-cho";
const redis = connect(process.env["TEST_REDIS_URL"] ?? "", "command", () => undefined);
afterAll(() => redis.disconnect());

let keys: ReturnType<typeof createKeys>;
let quarantine: ReturnType<typeof createQuarantine>;
beforeEach(() => {
  keys = createKeys(`q${randomUUID()}:`);
  quarantine = createQuarantine(redis, keys);
});

const entry = (n: number, more: Partial<QuarantineEntry> = {}): QuarantineEntry => ({
  path: "data.dueAt",
  code: "invalid-time",
  message: "",
  source: "mot-cua",
  firstSeenAt: 1_000 + n,
  line: { id: `e${n}`, subject: `H64-${n}` },
  ...more,
});
const dismissed = (at: number, reason = "nhập nhầm") =>
  ({ how: "dismissed", at, by: "command", reason }) as const;
const mended = (at: number, event = "mot-cua\te1") => ({ how: "mended", at, by: "command", event }) as const;
async function only(): Promise<KeptEntry> {
  const { entries } = await quarantine.page(WARD, { limit: 2 });
  const [first, second] = entries;
  if (!first || second) throw new Error(`${entries.length} entries`);
  return first;
}

describe("what waits", () => {
  test("the same line twice is one entry, seen twice, first seen once", async () => {
    await quarantine.keep(WARD, [entry(1)]);
    await quarantine.keep(WARD, [entry(1, { firstSeenAt: 5_000 })]);
    expect(await only()).toMatchObject({ seen: 2, firstSeenAt: 1_001, lastSeenAt: 5_000, trail: [] });
    expect(await quarantine.summary(WARD)).toMatchObject({ count: 1, oldestAt: 1_001 });
  });

  test("counts by reason and source, and the age of the oldest", async () => {
    expect(await quarantine.summary(WARD)).toEqual({ count: 0, oldestAt: null, byCode: {}, bySource: {} });
    await quarantine.keep(WARD, [entry(5)]);
    await quarantine.keep(WARD, [entry(7), entry(8, { code: "missing", source: "cổng tỉnh" })]);
    expect(await quarantine.summary(WARD)).toEqual({
      count: 3,
      oldestAt: 1_005,
      byCode: { "invalid-time": 2, missing: 1 },
      bySource: { "mot-cua": 2, "cổng tỉnh": 1 },
    });
  });

  test("pages are newest first, miss nothing and tell nothing twice, also where many came at one time", async () => {
    const at = 9_000;
    await quarantine.keep(WARD, [entry(0, { firstSeenAt: 1 })]);
    await quarantine.keep(
      WARD,
      Array.from({ length: 1_203 }, (_, n) => entry(n + 1, { firstSeenAt: at, ...(n % 3 ? {} : MISSING) })),
    );
    await quarantine.keep(WARD, [entry(5_000, { firstSeenAt: at + 1 })]);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await quarantine.page(WARD, { limit: 100, ...(cursor ? { cursor } : {}) });
      expect(page.total).toBe(1_205);
      seen.push(...page.entries.map(({ line }) => String(line["id"])));
      cursor = page.cursor ?? undefined;
    } while (cursor);
    expect(seen).toHaveLength(1_205);
    expect(new Set(seen).size).toBe(1_205);
    expect([seen[0], seen.at(-1)]).toEqual(["e5000", "e0"]);
    expect(seen.slice(1, 4)).toEqual(["e1203", "e1202", "e1201"]);
    expect(seen.slice(-3)).toEqual(["e2", "e1", "e0"]);

    const page = await quarantine.page(WARD, { limit: 10, code: "missing", source: "cổng tỉnh" });
    expect(page).toMatchObject({ total: 401 });
    expect(page.entries.every(({ code }) => code === "missing")).toBe(true);
    await expect(quarantine.page(WARD, { limit: 1, cursor: "; FLUSHALL" })).rejects.toMatchObject({
      code: "invalid-value",
    });
  });

  test("full: new lines are turned away whole, known ones and room again are not", async () => {
    const small = createQuarantine(redis, keys, { maxEntries: 3 });
    await small.keep(WARD, [entry(1), entry(2)]);
    await expect(small.keep(WARD, [entry(3), entry(4)])).rejects.toMatchObject({ code: "too-busy" });
    expect(await small.count(WARD)).toBe(2);
    await small.keep(WARD, [entry(3), entry(3)]);
    await small.keep(WARD, [entry(1), entry(2)]);
    await expect(small.keep(WARD, [entry(4)])).rejects.toMatchObject({ code: "too-busy" });
  });

  test("entries of an older version have their place and their counts", async () => {
    const old = entry(1);
    await redis.hset(keys.quarantine(WARD), "AAAAAAAAAAAAAAAAAAAAAA", JSON.stringify(old));
    expect(await quarantine.summary(WARD)).toMatchObject({ count: 1, oldestAt: 1_001 });
    const found = await only();
    expect(found).toMatchObject({ ...old, seen: 1, lastSeenAt: 1_001 });
    expect(await quarantine.settleEntry(WARD, found, dismissed(2))).toBe("settled");
    expect(await quarantine.summary(WARD)).toEqual({ count: 0, oldestAt: null, byCode: {}, bySource: {} });
    expect((await quarantine.history(WARD, { limit: 5 })).entries).toMatchObject([old]);
  });
});
const MISSING = { code: "missing", source: "cổng tỉnh" } as const;

describe("what a person did", () => {
  test("nothing goes without a trace", async () => {
    await quarantine.keep(WARD, [entry(1), entry(2)]);
    const { entries } = await quarantine.page(WARD, { limit: 5 });
    const [second, first] = entries.toSorted((a, b) => b.firstSeenAt - a.firstSeenAt);
    if (!first || !second) throw new Error("two entries");
    expect(await quarantine.settleEntry(WARD, first, mended(50))).toBe("settled");
    expect(await quarantine.settleEntry(WARD, second, dismissed(60, 'là "how":"mended"\nđấy'))).toBe(
      "settled",
    );
    expect(await quarantine.summary(WARD)).toEqual({ count: 0, oldestAt: null, byCode: {}, bySource: {} });
    expect(await quarantine.history(WARD, { limit: 5 })).toMatchObject({
      mended: 1,
      dismissed: 1,
      forgotten: 0,
      cursor: null,
      entries: [
        { line: second.line, trail: [dismissed(60, 'là "how":"mended"\nđấy')] },
        { line: first.line, trail: [mended(50)] },
      ],
    });
  });

  test("two at once: the second finds it gone; set aside and yet sent is mended, never the other way", async () => {
    await quarantine.keep(WARD, [entry(1)]);
    const found = await only();
    const both = await Promise.all([
      quarantine.settleEntry(WARD, found, dismissed(5)),
      quarantine.settleEntry(WARD, found, dismissed(6)),
    ]);
    expect(both.toSorted()).toEqual(["gone", "settled"]);
    expect(await quarantine.settleEntry(WARD, found, mended(7))).toBe("settled");
    expect(await quarantine.settleEntry(WARD, found, mended(8))).toBe("gone");
    expect(await quarantine.settleEntry(WARD, found, dismissed(9))).toBe("gone");
    const { entries, mended: times } = await quarantine.history(WARD, { limit: 5 });
    expect(times).toBe(1);
    expect(entries.map(({ trail }) => trail.map(({ how }) => how))).toEqual([["dismissed", "mended"]]);
  });

  test("a settled line that its source repeats stays settled and is counted", async () => {
    await quarantine.keep(WARD, [entry(1)]);
    await quarantine.settleEntry(WARD, await only(), mended(5));
    await quarantine.keep(WARD, [entry(1, { firstSeenAt: 9_000 })]);
    expect(await quarantine.count(WARD)).toBe(0);
    expect((await quarantine.history(WARD, { limit: 1 })).entries).toMatchObject([
      { seen: 2, lastSeenAt: 9_000, trail: [mended(5)] },
    ]);
  });

  test("a settled line without an id waits again when it comes again: it may be another one", async () => {
    const nameless = (firstSeenAt: number) => [
      entry(1, { code: "unreadable", path: "", line: {}, firstSeenAt }),
    ];
    await quarantine.keep(WARD, nameless(1));
    await quarantine.settleEntry(WARD, await only(), dismissed(5));
    await quarantine.keep(WARD, nameless(10));
    expect(await only()).toMatchObject({ seen: 2, trail: [dismissed(5)] });
  });

  test("a poisoned event that breaks its batch again waits again, whichever comes first", async () => {
    const poison = (firstSeenAt: number) => [entry(1, { code: "poison", path: "", firstSeenAt })];
    await quarantine.keep(WARD, poison(1));
    const read = await only();
    await quarantine.keep(WARD, poison(10));
    expect(await quarantine.settleEntry(WARD, read, mended(11))).toBe("seen-again");
    expect(await quarantine.settleEntry(WARD, await only(), mended(12))).toBe("settled");
    await quarantine.keep(WARD, poison(20));
    expect(await only()).toMatchObject({ seen: 3, firstSeenAt: 1, trail: [mended(12)] });
    expect((await quarantine.history(WARD, { limit: 5 })).entries).toEqual([]);
  });

  test("the history is bounded, and says how much it forgot", async () => {
    const small = createQuarantine(redis, keys, { maxSettled: 2 });
    for (const n of [1, 2, 3]) {
      await small.keep(WARD, [entry(n)]);
      await small.settleEntry(WARD, await only(), dismissed(100 + n));
    }
    const { entries, dismissed: times, forgotten } = await small.history(WARD, { limit: 5 });
    expect(entries.map(({ line }) => line["id"])).toEqual(["e3", "e2"]);
    expect({ times, forgotten }).toEqual({ times: 3, forgotten: 1 });
    expect(await redis.hlen(keys.quarantine(WARD, "settled"))).toBe(2);
  });
});
