import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createWards } from "@nhip/backbone";
import type { KpiDelta, KpiSnapshot, WatchAnswer } from "@nhip/contracts";
import { io, type Socket } from "socket.io-client";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { asWardEvent } from "./as-ward-event.ts";
import { storedBuckets, undisturbed } from "./counted.ts";
import { openStack, type Stack } from "./stack.ts";
import { story } from "./story.ts";
import { post, readKpis } from "./talk.ts";
import { pause, until } from "./until.ts";

const WARD = "phuong-so";
const OTHER = "phuong-khac";
/** A worker looks at a ward's settings every two seconds. */
const SETTINGS_KNOWN_MS = 2_500;
const events = story(WARD, 120, Date.now());
let stack: Stack;
const opened: Stack[] = [];
const sockets: Socket[] = [];

beforeAll(async () => {
  stack = await openStack({ wards: [WARD, OTHER], workers: 2 });
  opened.push(stack);
  for (let at = 0; at < events.length; at += 100) await post(stack, events.slice(at, at + 100));
  await drained(stack);
});
afterAll(async () => {
  for (const socket of sockets) socket.close();
  for (const one of opened) await one.close();
});

const drained = (one: Stack) =>
  until("the queue is empty", 30_000, async () => (await one.queue.depth()) === 0);
const figures = async (one: Stack) => {
  const { kpis, checks } = await readKpis(one, WARD, "2026-01-01..2026-12-31");
  return { kpis, checks };
};

type Answer = {
  ok: boolean;
  wards: { ward: string; ok: boolean; differences: { kind: string; key: string; detail: string }[] }[];
};
/** Runs a command with `--json`: its exit code and its one document. */
async function run(one: Stack, ...args: string[]): Promise<{ code: unknown; answer: Answer }> {
  const command = one.command(...args, "--json");
  const code = await command.ended;
  const text = command.output();
  return {
    code,
    answer: JSON.parse(
      text.startsWith("{") ? text : `{"ok":false,"wards":[],"said":${JSON.stringify(text)}}`,
    ),
  };
}

/** A screen that keeps every frame. */
async function screen(one: Stack) {
  const socket = io(one.liveUrl, { transports: ["websocket"], auth: { token: one.readKey } });
  sockets.push(socket);
  const frames: (KpiDelta | KpiSnapshot)[] = [];
  socket.on("kpi:delta", (frame: KpiDelta) => frames.push(frame));
  socket.on("kpi:snapshot", (frame: KpiSnapshot) => frames.push(frame));
  const answer: WatchAnswer = await socket.emitWithAck("watch", { ward: WARD, period: "2026" });
  if (!answer.ok) throw new Error(answer.message);
  return { frames, first: answer.snapshot };
}

describe("while the system runs", () => {
  test("nhip verify: exit code 0 and nothing that differs; the result is kept for the screens", async () => {
    const { code, answer } = await run(stack, "verify");
    expect([code, answer.ok, answer.wards.map(({ ward }) => ward).toSorted()]).toEqual([
      0,
      true,
      [OTHER, WARD],
    ]);
    const kept: unknown = JSON.parse((await stack.admin.get(stack.keys.verified(WARD))) ?? "{}");
    expect(kept).toMatchObject({ ok: true, differences: 0 });
  });

  test("B7: an event changed by hand is found by verify, named, and mended by rebuild; screens see one new revision", async () => {
    const { admin, keys } = stack;
    const before = await figures(stack);
    const watching = await screen(stack);
    const code = (await admin.hkeys(keys.entities(WARD, "dossier")))[0] ?? "";
    const text = (await admin.hget(keys.entities(WARD, "dossier"), code)) ?? "";
    await admin.hset(keys.entities(WARD, "dossier"), code, text.replace(/"f":"[a-z-]+"/, '"f":"khac"'));

    const found = await run(stack, "verify", "--ward", WARD);
    expect(found.code).toBe(1);
    expect(found.answer.wards[0]?.differences).toMatchObject([{ kind: "dossier", key: code }]);
    expect(found.answer.wards[0]?.differences[0]?.detail).toContain("field");
    const told = stack.command("verify", "--ward", WARD);
    await told.ended;
    expect(told.output()).toContain("KHÔNG KHỚP");

    expect((await run(stack, "rebuild", "--ward", WARD)).code).toBe(0);
    expect((await run(stack, "verify")).code).toBe(0);
    await until("the screen has the new revision", 5_000, () => watching.frames.length > 0);
    expect(watching.frames).toHaveLength(1);
    expect(watching.frames[0]).toMatchObject({
      from: watching.first.rev,
      rev: watching.first.rev + 1,
      changes: [],
    });
    expect(await figures(stack)).toEqual(before);
    expect(await storedBuckets(stack, WARD)).toEqual(undisturbed(events.map(asWardEvent)));
  });

  test("a rebuild that is killed at any moment changes nothing and stands in nobody's way", async () => {
    const before = await figures(stack);
    for (const afterMs of [200, 350, 500]) {
      const rebuild = stack.command("rebuild", "--ward", WARD);
      await new Promise((resolve) => setTimeout(resolve, afterMs));
      rebuild.signal("SIGKILL");
      await rebuild.ended;
    }
    await post(stack, story(OTHER, 3, Date.now(), "k"));
    await drained(stack);
    expect(await figures(stack)).toEqual(before);
    expect((await run(stack, "verify")).code).toBe(0);
    // The lease of the dead one ends by itself; so that the test need not wait, it is ended here.
    await stack.admin.del(stack.keys.upkeep(WARD));
    expect((await run(stack, "rebuild", "--ward", WARD)).code).toBe(0);
    expect(await figures(stack)).toEqual(before);
  });

  test("a ward changes its rules: the next event has it counted anew, and everything is right by the new rules", async () => {
    const wards = createWards(stack.admin, stack.keys);
    const settings = await wards.find(WARD);
    if (!settings) throw new Error("no ward");
    await wards.save({
      ...settings,
      rules: { ...settings.rules, waitingClock: "restart", dueSoonHours: 16 },
    });
    await pause(SETTINGS_KNOWN_MS);
    await post(stack, story(WARD, 1, Date.now(), "r"));
    await drained(stack);
    expect((await run(stack, "verify")).code).toBe(0);
    await wards.save(settings);
    await pause(SETTINGS_KNOWN_MS);
    await post(stack, story(WARD, 2, Date.now(), "s"));
    await drained(stack);
    expect((await run(stack, "verify")).code).toBe(0);
  });
});

describe("carried away and put back", () => {
  test("B5: backup, wipe, restore: verify clean, all figures the same; one flipped byte is refused", async () => {
    const file = join(mkdtempSync(join(tmpdir(), "nhip-backup-")), "phuong.nhip");
    expect((await run(stack, "backup", file)).code).toBe(0);
    const before = await figures(stack);
    const buckets = await storedBuckets(stack, WARD);
    const verdict = await run(stack, "restore", file);
    expect(verdict.code).toBe(1);

    const fresh = await openStack({ wards: [] });
    opened.push(fresh);
    const bytes = readFileSync(file);
    const bad = Buffer.from(bytes);
    bad[Math.floor(bytes.length / 2)] = (bad[Math.floor(bytes.length / 2)] ?? 0) ^ 1;
    writeFileSync(`${file}.bad`, bad);
    expect((await run(fresh, "restore", `${file}.bad`)).code).toBe(1);
    expect(await fresh.admin.exists(fresh.keys.wards)).toBe(0);

    const restored = await run(fresh, "restore", file);
    expect([restored.code, restored.answer.ok]).toEqual([0, true]);
    expect(await figures(fresh)).toEqual(before);
    expect(await storedBuckets(fresh, WARD)).toEqual(buckets);
    expect((await run(fresh, "verify")).code).toBe(0);
    // The key of the source came along: it can go on sending.
    const more = await post(
      { ingestUrl: fresh.ingestUrl, key: stack.key },
      story(WARD, 1, Date.now(), "after"),
    );
    expect(more.status).toBe(202);
    await drained(fresh);
    expect((await run(fresh, "verify")).code).toBe(0);
  });

  test("replay of a backup counts nothing twice", async () => {
    const file = join(stack.dataDir, "again.nhip");
    await run(stack, "backup", file);
    const rev = await stack.store.readRev(WARD);
    expect((await run(stack, "replay", file)).code).toBe(0);
    await drained(stack);
    expect(await stack.store.readRev(WARD)).toBe(rev);
    expect(existsSync(file)).toBe(true);
  });
});

test("wrong use is told with the usage and exit code 2", async () => {
  for (const args of [["verify", "--ward", "khong-co"], ["backup"]])
    expect([args, (await run(stack, ...args)).code]).toEqual([args, 2]);
});
