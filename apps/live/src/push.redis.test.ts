import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createApiKeys } from "@nhip/backbone";
import type { KpiDelta, KpiSnapshot, Pulse, WardEvent } from "@nhip/contracts";
import { QUIET, next, openLive, valueOf, watch } from "./live.testing.ts";

let live: Awaited<ReturnType<typeof openLive>>;
beforeAll(async () => {
  live = await openLive();
});
afterAll(() => live.close());

let serial = 0;
function received(time: number, dueAt?: number): WardEvent {
  const facts = { field: "ho-tich", channel: "online" as const, level: "full" as const };
  const data = dueAt === undefined ? facts : { ...facts, dueAt };
  serial += 1;
  return { id: `r${serial}`, type: "dossier.received", subject: `H64.38.25-261124-${serial}`, time, data };
}

describe("push", () => {
  test("a commit reaches the watcher as a delta of absolute values, equal to a fresh GET at that revision", async () => {
    const socket = live.client();
    const answer = await watch(socket, QUIET, "today");
    if (!answer.ok) throw new Error(answer.message);
    const before = valueOf(answer.snapshot, "dossiers.received") ?? 0;
    const ticker = next(socket, "ticker");
    const delta = next(socket, "kpi:delta");
    await live.put(QUIET, [received(live.now() - 1_000)]);
    const frame: KpiDelta = await delta;
    expect(frame.from).toBe(answer.snapshot.rev);
    expect(frame.changes.find(({ id }) => id === "dossiers.received")?.value).toBe(before + 1);
    const fresh = await live.kpis(QUIET, "period=today");
    expect(fresh.rev).toBe(frame.rev);
    for (const change of frame.changes)
      expect(fresh.kpis.find(({ id }) => id === change.id)).toMatchObject(change);
    expect((await ticker).events[0]?.code).toMatch(/^….{4}$/);
  });

  test("a dossier turns overdue on screen at its second, with no event", async () => {
    const dueAt = live.now() + 1_500;
    await live.put(QUIET, [received(live.now() - 1_000, dueAt)]);
    const socket = live.client();
    const answer = await watch(socket, QUIET, "today");
    if (!answer.ok) throw new Error(answer.message);
    const before = valueOf(answer.snapshot, "dossiers.overdue") ?? 0;
    expect(valueOf(answer.snapshot, "dossiers.dueSoon")).toBeGreaterThan(0);
    const change = await new Promise<KpiDelta["changes"][number]>((resolve) =>
      socket.on("kpi:delta", ({ changes }) => {
        const overdue = changes.find(({ id }) => id === "dossiers.overdue");
        if (overdue) resolve(overdue);
      }),
    );
    expect(live.now()).toBeGreaterThan(dueAt);
    expect(live.now() - dueAt).toBeLessThan(1_000);
    expect(change.value).toBe(before + 1);
  });

  test("at midnight in Hanoi the day rolls over by itself: a snapshot of the new day", async () => {
    live.clock.skewMs = Date.parse("2031-03-10T23:59:59+07:00") - Date.now();
    try {
      const socket = live.client();
      const answer = await watch(socket, QUIET, "today");
      expect(answer).toMatchObject({ ok: true, snapshot: { range: { from: "2031-03-10" } } });
      const frame: KpiSnapshot = await next(socket, "kpi:snapshot");
      expect(frame.range).toEqual({ from: "2031-03-11", to: "2031-03-11" });
    } finally {
      live.clock.skewMs = 0;
    }
  });

  test("the pulse carries the revisions, and is sent only while the store is heard", async () => {
    const socket = live.client();
    const pulse: Pulse = await next(socket, "pulse");
    expect(pulse.revs[QUIET]).toBe(await live.store.readRev(QUIET));
    expect(pulse.behindMs).toBe(0);
  });

  test("R1: a revision that went down (restored backup) is noticed, and the figures are read anew", async () => {
    const socket = live.client();
    await watch(socket, QUIET, "today");
    const rev = await live.store.readRev(QUIET);
    await live.redis.set(live.keys.rev(QUIET), String(rev - 1));
    const frame: KpiSnapshot = await next(socket, "kpi:snapshot");
    expect(frame.rev).toBe(rev - 1);
  });

  test("V12: many screens on one ward and period share one room", async () => {
    const sockets = await Promise.all(
      Array.from({ length: 20 }, async () => {
        const socket = live.client();
        await watch(socket, QUIET, "month");
        return socket;
      }),
    );
    const frames = sockets.map((socket) => next(socket, "kpi:delta"));
    await live.put(QUIET, [received(live.now() - 1_000)]);
    const revs = new Set((await Promise.all(frames)).map(({ rev }) => rev));
    expect(revs.size).toBe(1);
  });

  test("bad requests are refused with a code, and the socket goes on", async () => {
    const socket = live.client({ extraHeaders: { cookie: await live.signIn("leader") } });
    expect(await watch(socket, QUIET, "yesterday-ish")).toMatchObject({ ok: false, code: "unknown-period" });
    expect(await watch(socket, "khong-co", "today")).toMatchObject({ ok: false, code: "unknown-ward" });
    expect(await watch(socket, QUIET, "today")).toMatchObject({ ok: true });
  });

  test("F10: a revoked key's screen is told so and cut off within 5 s, and sees its own ward alone until then", async () => {
    await live.kpis("phuong-yen", "period=today");
    const keys = createApiKeys(live.redis, live.keys);
    const { id, key } = await keys.create({ scope: "read", wards: [QUIET] }, live.now());
    const socket = live.client({ auth: { token: key } });
    expect(await watch(socket, QUIET, "today")).toMatchObject({ ok: true });
    expect(await watch(socket, "khong-co", "today")).toMatchObject({ ok: false, code: "ward-not-allowed" });
    expect(Object.keys((await next(socket, "pulse")).revs)).toEqual([QUIET]);
    const ended = next(socket, "session:ended");
    const revokedAt = Date.now();
    await keys.revoke(id);
    expect((await ended).code).toBe("unauthorized");
    expect(Date.now() - revokedAt).toBeLessThan(5_000);
  });

  test("a burst of watches meets the limit, and what was unwatched on its way in holds no seat", async () => {
    const socket = live.client();
    const years = Array.from({ length: 20 }, (_, n) => String(2003 + n));
    const answers = await Promise.all(years.map((year) => watch(socket, QUIET, year)));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(8);
    for (const year of years) socket.emit("unwatch", { ward: QUIET, period: year });
    const hasty = watch(socket, QUIET, "2001");
    socket.emit("unwatch", { ward: QUIET, period: "2001" });
    await hasty;
    const again = await Promise.all(years.slice(0, 8).map((year) => watch(socket, QUIET, year)));
    expect(again.every(({ ok }) => ok)).toBe(true);
  });

  test("H3: a page of a foreign origin is refused with a reason", async () => {
    const socket = live.client({ extraHeaders: { origin: "http://evil.example" } });
    const error = await new Promise<Error & { data?: { code: string } }>((resolve) =>
      socket.once("connect_error", resolve),
    );
    expect(error.data?.code).toBe("foreign-origin");
  });
});
