import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createSuspectReasons, createTrail, type Deed } from "@nhip/backbone";
import { WardSettings } from "@nhip/contracts";
import { createRules } from "@nhip/domain";
import { REPORT, RULES, WARD, openLedger, story } from "./ledger.testing.ts";

const url = process.env["TEST_REDIS_URL"] ?? "";
let house: ReturnType<typeof openLedger>;
const others: ReturnType<typeof openLedger>[] = [];
beforeEach(async () => {
  house = openLedger(url);
  await house.putAll([...story(120), REPORT]);
});
afterEach(async () => {
  for (const one of [house, ...others.splice(0)]) await one.close();
});

const deed = (what: string): Deed => ({
  at: 1_796_000_000_000,
  who: { kind: "server", id: "", name: "" },
  what,
  from: "",
});
const verify = () => house.ledger.verify(WARD, async () => RULES);
const dossiers = () => house.keys.entities(WARD, "dossier");

describe("verify", () => {
  test("a ward that nobody touched is as its log says", async () => {
    expect(await verify()).toMatchObject({ ok: true, total: 0, entities: 121, events: 223, differences: [] });
  });

  test("B7: an event changed by hand is found, named with its dossier and field, and mended by rebuild", async () => {
    const text = (await house.redis.hget(dossiers(), "H64-3")) ?? "";
    await house.redis.hset(dossiers(), "H64-3", text.replace("ho-tich", "dat-dai"));
    const found = await verify();
    expect(found).toMatchObject({ ok: false, total: 1 });
    expect(found.differences[0]).toMatchObject({ kind: "dossier", key: "H64-3" });
    expect(found.differences[0]?.detail).toContain("test/H64-3-r (dossier.received)");
    expect(found.differences[0]?.detail).toContain('field "ho-tich" → "dat-dai"');

    await house.ledger.rebuild(WARD, RULES);
    expect(await verify()).toMatchObject({ ok: true });
    expect(await house.redis.hget(dossiers(), "H64-3")).toBe(text);
  });

  test("each kind of damage is named: counter, bucket too many, index, lost and foreign dossier, report", async () => {
    const before = await house.contents();
    const { redis, keys } = house;
    await redis.hincrby(keys.count(WARD, "d:2026-11-03"), "received|ho-tich|online|", 1);
    await redis.hset(keys.count(WARD, "m:1999-01"), "received|x||", 7);
    await redis.zrem(keys.index(WARD, "open"), "H64-0");
    await redis.zadd(keys.index(WARD, "day:2026-11-02"), 1, "H64-999");
    await redis.hdel(dossiers(), "H64-1");
    await redis.hset(dossiers(), "H64-888", "1:[]");
    await redis.hset(keys.entities(WARD, "report"), "eid.accounts|to-7|2026", "2:[]");
    const { differences } = await verify();
    const named = differences.map(({ kind, key, expected, actual }) => [kind, key, expected, actual]);
    expect(named).toContainEqual(["counter", "m:1999-01 received|x||", null, "7"]);
    expect(named).toContainEqual(["index", "day:2026-11-02 H64-999", null, "1"]);
    expect(named).toContainEqual(["dossier", "H64-1", "2 sự kiện · events", null]);
    expect(named).toContainEqual(["dossier", "H64-888", null, "0 sự kiện · events"]);
    const keysOf = (kind: string) => differences.filter((one) => one.kind === kind).map(({ key }) => key);
    expect(keysOf("index")).toContain("open H64-0");
    expect(keysOf("report")).toEqual(["eid.accounts|to-7|2026"]);
    expect(keysOf("counter")).toContain("d:2026-11-03 received|ho-tich|online|");

    await house.ledger.rebuild(WARD, RULES);
    expect(await verify()).toMatchObject({ ok: true });
    expect(await house.contents()).toEqual(before);
  });

  test("a missing entry of the log is named, and rebuild refuses and changes nothing", async () => {
    await house.redis.xdel(house.keys.log(WARD), "5-0", "6-0");
    const before = await house.contents();
    const { differences } = await verify();
    expect(differences.find(({ kind }) => kind === "log")).toMatchObject({ key: "5–6", actual: null });
    await expect(house.ledger.rebuild(WARD, RULES)).rejects.toThrow("thiếu lần ghi");
    expect(await house.contents()).toEqual(before);
  });

  test("figures that move while they are compared are not taken for wrong, and wrong ones among them are found", async () => {
    let going = true;
    const traffic = (async () => {
      for (let n = 0; going; n++) await house.putAll(story(6, `T${n}`), 3);
    })();
    for (let n = 0; n < 15; n++) expect(await verify()).toMatchObject({ ok: true, differences: [] });
    await house.redis.hincrby(house.keys.count(WARD, "y:2026"), "received|ho-tich|online|", 1);
    expect((await verify()).differences.map(({ key }) => key)).toEqual(["y:2026 received|ho-tich|online|"]);
    going = false;
    await traffic;
  });

  test("a lost write is found though the state that is left was right once", async () => {
    const old = (await house.redis.hget(dossiers(), "H64-2")) ?? "";
    await house.put([
      { id: "test\tx", type: "dossier.rated", subject: "H64-2", time: 1e12, data: { score: 4 } },
    ]);
    await house.redis.hset(dossiers(), "H64-2", old);
    expect((await verify()).differences[0]).toMatchObject({ kind: "dossier", key: "H64-2" });
  });
});

describe("rebuild", () => {
  test("under traffic: one new revision, nothing lost, the same as before", async () => {
    let going = true;
    const traffic = (async () => {
      for (let n = 0; going; n++) await house.putAll(story(6, `R${n}`), 3);
    })();
    for (let n = 0; n < 5; n++) await house.ledger.rebuild(WARD, RULES);
    going = false;
    await traffic;
    expect(await verify()).toMatchObject({ ok: true });
    expect(Object.keys(await house.contents()).filter((name) => name.startsWith("draft:"))).toEqual([]);
  });

  test("two at a time: the second is turned away", async () => {
    const both = await Promise.allSettled([
      house.ledger.rebuild(WARD, RULES),
      house.ledger.rebuild(WARD, RULES),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(await verify()).toMatchObject({ ok: true });
  });

  test("rules that changed: commits wait until the ward is counted anew, and then are right", async () => {
    const settings = { id: WARD, name: WARD, rules: { dueSoonHours: 4, waitingClock: "restart" } };
    const rules = createRules(WardSettings.parse(settings).rules);
    expect(rules.mark).not.toBe(RULES.mark);
    expect(await house.put(story(3, "N"), rules)).toBe("other-rules");
    expect((await house.ledger.verify(WARD, async () => rules)).differences[0]).toMatchObject({
      kind: "rules",
    });
    await house.ledger.rebuild(WARD, rules);
    expect(await house.put(story(3, "N"), rules)).toBe("committed");
    expect(await house.ledger.verify(WARD, async () => rules)).toMatchObject({ ok: true });
    expect(await house.put(story(3, "O"), RULES)).toBe("other-rules");
  });
});

describe("when the network or a pause gets in the way of a rebuild", () => {
  /** Does `before` each time the figures are about to be switched. */
  function atSwitch(before: (send: () => Promise<unknown>) => Promise<unknown>): void {
    const send = house.redis.evalsha.bind(house.redis);
    vi.spyOn(house.redis, "evalsha").mockImplementation(((...args: Parameters<typeof send>) => {
      const isSwitch = args.includes("recount");
      return isSwitch ? before(() => send(...args)) : send(...args);
    }) as typeof send);
  }
  afterEach(() => void vi.restoreAllMocks());

  test("the switch whose reply was lost is sent again: it answers as the first time and changes nothing", async () => {
    const before = await house.contents();
    atSwitch(async (send) => {
      await send();
      return send();
    });
    const { rev } = await house.ledger.rebuild(WARD, RULES);
    expect(rev).toBe(await house.store.readRev(WARD));
    expect(await house.contents()).toEqual(before);
    expect(await verify()).toMatchObject({ ok: true });
  });

  test("a rebuild that lost its lease to another one switches nothing, and the other's figures stand", async () => {
    const before = await house.contents();
    let isFirst = true;
    atSwitch(async (send) => {
      if (!isFirst) return send();
      isFirst = false;
      await house.redis.del(house.keys.upkeep(WARD), house.keys.hold(WARD));
      await house.ledger.rebuild(WARD, RULES);
      return send();
    });
    await expect(house.ledger.rebuild(WARD, RULES)).rejects.toThrow("lost its lease");
    expect(await house.contents()).toEqual(before);
    expect(await verify()).toMatchObject({ ok: true });
  });

  test("what a killed rebuild left is cleared, what a living one writes is not", async () => {
    const dead = house.keys.draft("dead").count(WARD, "d:2026-11-02");
    const living = house.keys.draft("living").count(WARD, "d:2026-11-02");
    for (const key of [dead, living]) await house.redis.hset(key, "received|x||", 1);
    await house.redis.set(house.keys.upkeep(WARD), "living");
    await house.ledger.clearDrafts();
    expect(await house.redis.exists(dead)).toBe(0);
    expect(await house.redis.exists(living)).toBe(1);
  });

  test("a revision that somebody set back by hand is no trouble: the log knows better", async () => {
    await house.redis.set(house.keys.rev(WARD), 3);
    expect(await verify()).toMatchObject({ ok: true });
    await house.putAll(story(3, "MORE"));
    expect(await verify()).toMatchObject({ ok: true });
    await house.redis.set(house.keys.rev(WARD), 3);
    await house.ledger.rebuild(WARD, RULES);
    expect(await verify()).toMatchObject({ ok: true });
  });
});

describe("the log on disk", () => {
  test("older entries move to files and are still read by verify and rebuild", async () => {
    const before = await house.redis.xlen(house.keys.log(WARD));
    const segment = await house.ledger.archive(WARD, Date.now(), 5);
    expect(segment).toMatchObject({ from: 1, to: before - 5 });
    expect(await house.redis.xlen(house.keys.log(WARD))).toBe(5);
    expect(await house.ledger.archive(WARD, Date.now(), 5)).toBeNull();
    await house.putAll(story(30, "L"));
    expect(await house.ledger.archive(WARD, Date.now(), 5)).toMatchObject({ from: before - 4 });
    expect(await verify()).toMatchObject({ ok: true });
    await house.redis.del(dossiers());
    expect(await verify()).toMatchObject({ ok: false });
    await house.ledger.rebuild(WARD, RULES);
    expect(await verify()).toMatchObject({ ok: true });
  });

  test("entries that move to a file while they are read are neither missed nor met twice", async () => {
    await house.putAll(story(600, "MANY"), 1);
    let done = false;
    const verifying = (async () => {
      for (let n = 0; n < 6; n++) expect(await verify()).toMatchObject({ ok: true, differences: [] });
      done = true;
    })();
    for (let keep = 900; !done; keep -= 60)
      await house.ledger.archive(WARD, Date.now(), Math.max(keep, 1)).catch(() => null);
    await verifying;
  });

  test("R1: an older copy of the store is put back: verify tells, rebuild takes in what the files know", async () => {
    const { redis, keys } = house;
    const names = await redis.keys(keys.pattern(WARD, "count").replace("count:", ""));
    const copy = new Map<string, Buffer>();
    for (const key of names) {
      const dump = await redis.dumpBuffer(key);
      if (dump) copy.set(key, dump);
    }
    await house.putAll(story(40, "LATER"));
    const whole = await house.contents();
    const segment = await house.ledger.archive(WARD, Date.now(), 0);

    await redis.del(...(await redis.keys(keys.pattern(WARD, "count").replace("count:", ""))));
    for (const [key, dump] of copy) await redis.restore(key, 0, dump);
    await house.putAll(story(4, "SINCE"));
    const { differences } = await verify();
    expect(differences[0]).toMatchObject({ kind: "log", expected: String(segment?.to) });
    // The nightly move of the log must not take away what only Redis has.
    await expect(house.ledger.archive(WARD, Date.now(), 0)).rejects.toThrow("nhip rebuild");

    await house.ledger.rebuild(WARD, RULES);
    expect(await verify()).toMatchObject({ ok: true, differences: [] });
    await house.putAll(story(4, "SINCE"));
    const after = await house.contents();
    for (const code of ["LATER-3", "SINCE-2"]) expect(Object.keys(after["dossiers"] ?? {})).toContain(code);
    expect(Object.keys(after["dossiers"] ?? {})).toHaveLength(
      Object.keys(whole["dossiers"] ?? {}).length + 4,
    );
  });
});

describe("backup and restore", () => {
  const backupFile = () => join(house.dataDir, "thu.nhip");
  const fresh = () => {
    const one = openLedger(url);
    others.push(one);
    return one;
  };

  test("B5: backup, wipe, restore: verify clean, everything the same", async () => {
    await house.ledger.archive(WARD, Date.now(), 5);
    await house.redis.hset(house.keys.quarantine(WARD), "digest", '{"code":"invalid-time"}');
    const reasons = createSuspectReasons(house.redis, house.keys);
    await reasons.add(WARD, "undelivered", "D-1", { reason: "Chờ người dân đến nhận", at: 1 });
    await house.queue.add([{ ward: WARD, source: "s", acceptedAt: 1, events: story(1, "WAITING") }]);
    const sum = await house.ledger.backup(house.queue, backupFile());
    expect(sum).toMatchObject({ wards: 1, events: 223, waiting: 1 });
    const other = fresh();
    const restored = await other.ledger.restore(other.queue, backupFile());
    expect(restored.verifications).toMatchObject([{ ward: WARD, ok: true, events: 223 }]);
    expect(await other.contents()).toEqual(await house.contents());
    expect(await other.queue.depth()).toBe(1);
    expect(await createSuspectReasons(other.redis, other.keys).all(WARD)).toEqual(await reasons.all(WARD));
    expect(await other.redis.hgetall(other.keys.wards)).toEqual(await house.redis.hgetall(house.keys.wards));
  });

  test("accounts, screens, layouts and the audit log come along, and its chain holds and goes on", async () => {
    const { redis, keys } = house;
    await redis.hset(keys.accounts, "a1", '{"name":"lan"}');
    await redis.hset(keys.screens, "s1", '{"name":"Sảnh"}');
    await redis.hset(keys.layouts(WARD), "a1", '{"sections":[]}');
    const trail = createTrail(redis, keys);
    for (const what of ["user.add", "key.create", "user.disable"]) await trail.add(deed(what));
    await house.ledger.backup(house.queue, backupFile());
    const other = fresh();
    await createTrail(other.redis, other.keys).add(deed("session.open"));
    await other.ledger.restore(other.queue, backupFile());
    for (const key of ["accounts", "screens"] as const)
      expect(await other.redis.hgetall(other.keys[key])).toEqual(await redis.hgetall(keys[key]));
    expect(await other.redis.hgetall(other.keys.layouts(WARD))).toEqual({ a1: '{"sections":[]}' });
    const restored = createTrail(other.redis, other.keys);
    expect(await restored.verify()).toEqual(await trail.verify());
    await restored.add(deed("ledger.restore"));
    expect(await restored.verify()).toMatchObject({ ok: true, lines: 4 });
    expect(await restored.list(undefined, 9)).toMatchObject({
      deeds: ["ledger.restore", "user.disable", "key.create", "user.add"].map((what) => ({ what })),
    });
  });

  test("a restore that was given up never wipes a house that has lived since", async () => {
    await house.ledger.backup(house.queue, backupFile());
    await house.redis.set(house.keys.restoring, "1");
    const before = await house.contents();
    await expect(house.ledger.restore(house.queue, backupFile())).rejects.toThrow("đang có dữ liệu");
    expect(await house.contents()).toEqual(before);
  });

  test("a queue as deep as it may be is in the backup whole, and comes back", async () => {
    const events = story(500, "DEEP").slice(0, 500);
    const one = { ward: WARD, source: "s", acceptedAt: 1, events };
    for (let n = 0; n < 10; n++) await house.queue.add(Array.from({ length: 20 }, () => one));
    expect(await house.ledger.backup(house.queue, backupFile())).toMatchObject({ waiting: 200 });
    const other = fresh();
    await other.ledger.restore(other.queue, backupFile());
    expect(await other.queue.depth()).toBe(200);
  });

  test("while the ward goes on: what is in the file is one moment", async () => {
    let going = true;
    const traffic = (async () => {
      for (let n = 0; going; n++) await house.putAll(story(6, `B${n}`), 3);
    })();
    await house.ledger.backup(house.queue, backupFile());
    going = false;
    await traffic;
    const other = fresh();
    expect((await other.ledger.restore(other.queue, backupFile())).verifications[0]).toMatchObject({
      ok: true,
    });
  });

  test("one flipped byte anywhere is refused, and nothing is written", async () => {
    await house.ledger.backup(house.queue, backupFile());
    const whole = readFileSync(backupFile());
    const other = fresh();
    for (let n = 0; n < 60; n++) {
      const at = Math.floor((n / 60) * whole.length);
      const bad = Buffer.from(whole);
      bad[at] = (bad[at] ?? 0) ^ 1;
      const file = join(other.dataDir, "bad.nhip");
      writeFileSync(file, bad);
      await expect(other.ledger.restore(other.queue, file)).rejects.toThrow(/hỏng|Không phải/);
    }
    expect(await other.contents()).toEqual({});
  });

  test("cut short, of a newer version, or no backup at all: refused in words", async () => {
    await house.ledger.backup(house.queue, backupFile());
    const whole = readFileSync(backupFile());
    const other = fresh();
    const tryFile = async (bytes: Buffer | string) => {
      writeFileSync(join(other.dataDir, "x"), bytes);
      return other.ledger
        .restore(other.queue, join(other.dataDir, "x"))
        .catch((error: Error) => error.message);
    };
    expect(await tryFile(whole.subarray(0, whole.length - 40))).toMatch("hỏng");
    expect(await tryFile("xin chào")).toMatch("Không phải");
    expect(await tryFile("")).toMatch("Không phải");
    const segment = await house.ledger.archive(WARD, Date.now(), 5);
    expect(await tryFile(readFileSync(segment?.file ?? ""))).toMatch("Không phải");
    const { createHash } = await import("node:crypto");
    const head = 'nhip-phuong {"kind":"backup","format":99}\n';
    const seal = createHash("sha256").update(head).digest("hex");
    expect(await tryFile(`${head}\nsha256:${seal}\n`)).toMatch("phiên bản mới hơn");
    expect(await other.contents()).toEqual({});
  });

  test("a store that holds something is left alone; an interrupted restore begins again", async () => {
    await house.ledger.backup(house.queue, backupFile());
    await expect(house.ledger.restore(house.queue, backupFile())).rejects.toThrow("đang có dữ liệu");
    const other = fresh();
    await other.redis.set(other.keys.restoring, "1");
    await other.redis.set(other.keys.rev(WARD), "3");
    await other.redis.xadd(other.keys.log(WARD), "3-0", "events", "", "n", 0);
    await other.ledger.restore(other.queue, backupFile());
    expect(await other.ledger.verify(WARD, async () => RULES)).toMatchObject({ ok: true });
    expect(await other.redis.exists(other.keys.restoring)).toBe(0);
  });

  test("the file can be read without us, and leaves no part behind", async () => {
    await house.ledger.backup(house.queue, backupFile());
    const bytes = readFileSync(backupFile());
    const start = bytes.indexOf("\n") + 1;
    const text = gunzipSync(bytes.subarray(start, bytes.length - 73)).toString("utf8");
    expect(text).toContain("H64-3-r");
    expect(text.trimEnd().split("\n").at(-1)).toContain('["end"');
    expect(readdirSync(house.dataDir).filter((name) => name.endsWith(".part"))).toEqual([]);
  });
});
