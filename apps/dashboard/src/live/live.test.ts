import type { KpiDelta, KpiSnapshot, Watch, WatchAnswer } from "@nhip/contracts";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createLive } from "./live.ts";
import type { Wire, WireEvents } from "./wire.ts";

const snapshot = (rev: number): KpiSnapshot => ({
  ward: "w",
  period: "today",
  range: { from: "2022-12-12", to: "2022-12-12" },
  previousRange: { from: "2022-12-11", to: "2022-12-11" },
  rev,
  at: "2022-12-12T09:41:00+07:00",
  lastEventAt: null,
  kpis: [],
  checks: [],
});
const delta = (from: number, rev: number): KpiDelta => ({
  ward: "w",
  period: "today",
  from,
  rev,
  at: "2022-12-12T09:41:00+07:00",
  lastEventAt: null,
  changes: [],
});

function stage() {
  const asked: Watch[] = [];
  const left: Watch[] = [];
  let connects = 0;
  let events: WireEvents | undefined;
  let answer: ((result: WatchAnswer | null) => void) | undefined;
  const wire: Wire = {
    connect: () => void connects++,
    disconnect: () => undefined,
    ask: (request, reply) => {
      asked.push(request);
      answer = reply;
    },
    leave: (request) => void left.push(request),
  };
  const live = createLive({
    open: (given) => {
      events = given;
      return wire;
    },
    monotonic: () => Date.now(),
    wall: () => Date.now(),
    random: () => 0,
  });
  live.start();
  if (events === undefined) throw new Error("not opened");
  return {
    live,
    events,
    asked,
    left,
    connects: () => connects,
    answer: (rev: number) => answer?.({ ok: true, snapshot: snapshot(rev) }),
  };
}

describe("the live connection", () => {
  beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }));
  afterEach(() => void vi.useRealTimers());

  it("watches what is followed, once, and leaves with the last follower", () => {
    const { live, events, asked, left } = stage();
    events.open();
    const one = live.follow("w", "today");
    const two = live.follow("w", "today");
    expect(asked).toEqual([{ ward: "w", period: "today" }]);
    one.leave();
    one.leave();
    expect(left).toEqual([]);
    two.leave();
    expect(left).toEqual([{ ward: "w", period: "today" }]);
  });

  it("lays frames that came while the snapshot was under way", () => {
    const { live, events, answer } = stage();
    events.open();
    const { channel } = live.follow("w", "today");
    events.delta(delta(10, 11));
    answer(10);
    expect(channel.snapshot.value?.rev).toBe(11);
  });

  it("S1: asks again after a gap, after each return, and when the pulse stays ahead", () => {
    const { live, events, asked, answer } = stage();
    events.open();
    const { channel } = live.follow("w", "today");
    answer(10);
    events.delta(delta(12, 13));
    expect(asked).toHaveLength(2);
    answer(13);
    events.closed(null);
    events.open();
    expect(asked).toHaveLength(3);
    answer(13);
    events.pulse({ at: "2022-12-12T09:41:00+07:00", version: "1", revs: { w: 15 }, behindMs: 0 });
    vi.advanceTimersByTime(3000);
    expect(asked).toHaveLength(4);
    answer(15);
    expect(channel.snapshot.value?.rev).toBe(15);
  });

  it("S4, S6: keeps trying for ever at 10 s at most, but stops at a final refusal", () => {
    const { live, events, connects } = stage();
    for (let i = 0; i < 40; i++) {
      events.closed(null);
      vi.advanceTimersByTime(10_000);
    }
    expect(connects()).toBe(41);
    events.closed({ ok: false, code: "forbidden", message: "" });
    vi.advanceTimersByTime(600_000);
    expect(connects()).toBe(41);
    expect(live.connection.state.value).toBe("refused");
  });

  it("S9, V8: is live for as long as pulses come and stale 11 s after the last", () => {
    const { live, events, answer } = stage();
    events.open();
    const { channel } = live.follow("w", "today");
    answer(1);
    for (let i = 0; i < 120; i++) {
      events.pulse({ at: "2022-12-12T09:41:00+07:00", version: "1", revs: { w: 1 }, behindMs: 0 });
      vi.advanceTimersByTime(5000);
    }
    expect(channel.freshness(live.heardAt(), live.now.value).state).toBe("live");
    vi.advanceTimersByTime(7000);
    expect(channel.freshness(live.heardAt(), live.now.value).state).toBe("stale");
  });

  it("V4: takes one fresh snapshot after the page was hidden", () => {
    const { live, events, asked, answer } = stage();
    events.open();
    live.follow("w", "today");
    answer(1);
    live.hidden(true);
    vi.advanceTimersByTime(6000);
    live.hidden(false);
    expect(asked).toHaveLength(2);
  });
});
