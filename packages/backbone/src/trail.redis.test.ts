import { randomUUID } from "node:crypto";
import { afterAll, expect, test } from "vitest";
import { connect } from "./connection.ts";
import { createKeys } from "./keys.ts";
import { createTrail, type Deed } from "./trail.ts";

const redis = connect(process.env["TEST_REDIS_URL"] ?? "", "blocking", () => undefined);
afterAll(() => redis.disconnect());

const deed = (what: string, rest: Partial<Deed> = {}): Deed => ({
  at: 1_000,
  who: { kind: "person", id: "p", name: "an" },
  what,
  from: "10.0.0.7",
  ...rest,
});
async function open(...whats: string[]) {
  const keys = createKeys(`t${randomUUID()}:`);
  const trail = createTrail(redis, keys);
  for (const what of whats) await trail.add(deed(what));
  const ids = (await redis.xrange(keys.trail, "-", "+")).map(([id]) => id);
  return { keys, trail, ids };
}
/** Puts the lines of the log in place of it, as somebody with a way into Redis could. */
async function rewrite(key: string, change: (lines: string[][]) => string[][]): Promise<void> {
  const lines = (await redis.xrange(key, "-", "+")).map(([, fields]) => fields);
  await redis.del(key);
  for (const fields of change(lines)) await redis.xadd(key, "*", ...fields);
}

test("lines written at once by several servers make one chain, and a page of them is found by what it is about", async () => {
  const { keys, trail } = await open();
  expect(await trail.verify()).toEqual({ ok: true, lines: 0, digest: "", broken: null });
  const other = createTrail(redis, keys);
  await Promise.all(Array.from({ length: 40 }, (_, n) => (n % 2 ? trail : other).add(deed(`w.${n}`))));
  const check = await trail.verify();
  expect(check).toMatchObject({ ok: true, lines: 40, broken: null });
  const all = await trail.list(undefined, 100);
  expect(all.cursor).toBeNull();
  expect(all.deeds.map(({ n }) => n)).toEqual(Array.from({ length: 40 }, (_, n) => 40 - n));
  expect(all.deeds[0]?.digest).toBe(check.digest);

  const first = await trail.list(undefined, 15);
  const second = await trail.list(first.cursor ?? "", 15);
  expect(second.deeds[0]?.n).toBe(25);
  const found = await trail.list(undefined, 5, ({ what }) => what === "w.3");
  expect(found.deeds.map(({ what }) => what)).toEqual(["w.3"]);
});

test("G1: a line that was changed, taken out, put in or cut off is found with its place", async () => {
  const changed = await open("a", "b", "c");
  await rewrite(changed.keys.trail, (lines) =>
    lines.map((fields, n) => (n === 1 ? fields.map((text) => text.replace('"b"', '"x"')) : fields)),
  );
  expect(await changed.trail.verify()).toMatchObject({ ok: false, broken: { n: 2, why: "changed" } });

  const taken = await open("a", "b", "c");
  await redis.xdel(taken.keys.trail, taken.ids[1] ?? "");
  expect(await taken.trail.verify()).toMatchObject({ ok: false, broken: { n: 2, why: "gap" } });

  const put = await open("a", "b");
  await redis.xadd(put.keys.trail, "*", "deed", "{}", "n", "3", "prev", "x", "digest", "y");
  expect(await put.trail.verify()).toMatchObject({ ok: false, broken: { n: 3, why: "changed" } });

  const cut = await open("a", "b", "c");
  await redis.xdel(cut.keys.trail, cut.ids[2] ?? "");
  expect(await cut.trail.verify()).toMatchObject({ ok: false, broken: { n: 3, why: "cut" } });

  // With the head taken back as well it passes: the digest of before, written down elsewhere, is then not in it.
  const gone = await open("a", "b");
  await redis.del(gone.keys.trail);
  expect(await gone.trail.verify()).toMatchObject({ ok: false, broken: { n: 1, why: "cut" } });
});

test("a deed that says too much keeps who, what and when", async () => {
  const { trail } = await open();
  await trail.add(deed("long", { after: "x".repeat(20_000) }));
  expect((await trail.list(undefined, 1)).deeds[0]).toMatchObject({ what: "long", after: { tooLong: true } });
  expect((await trail.verify()).ok).toBe(true);
});
