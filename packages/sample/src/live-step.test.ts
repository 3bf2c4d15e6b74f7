import { describe, expect, it } from "vitest";
import type { OpenSample } from "./live-move.ts";
import { createLiveStep } from "./live-step.ts";
import { isDossierEvent, keepsOrder, recount } from "./recount.ts";
import { wireFaults } from "./wire-check.ts";
import type { WireEvent } from "./wire-event.ts";

const START = Date.parse("2026-11-23T07:30:00+07:00");

/** A ward that believes what the simulator tells it, for so many steps. */
function run(seed: number, steps: number, startMs = START) {
  const live = createLiveStep(seed);
  const open = new Map<string, OpenSample>();
  const events: WireEvent[] = [];
  const openCounts: number[] = [];
  let mostOverdue = 0;
  let nowMs = startMs;
  for (let step = 0; step < steps; step++) {
    const told = live.next(nowMs, [...open.values()]);
    expect(told.events.length).toBeGreaterThanOrEqual(1);
    expect(told.events.length).toBeLessThanOrEqual(3);
    expect(told.waitMs).toBeGreaterThanOrEqual(3000);
    expect(told.waitMs).toBeLessThanOrEqual(9000);
    for (const event of told.events) {
      expect(Date.parse(event.time)).toBe(nowMs);
      if (isDossierEvent(event)) believe(open, event);
    }
    events.push(...told.events);
    openCounts.push(open.size);
    const limit = nowMs;
    mostOverdue = Math.max(
      mostOverdue,
      [...open.values()].filter((one) => !one.waiting && (one.dueAt ?? Infinity) <= limit).length,
    );
    nowMs += told.waitMs;
  }
  return { events, openCounts, mostOverdue };
}

function believe(
  open: Map<string, OpenSample>,
  { type, subject, data }: Extract<WireEvent, { subject: string }>,
): void {
  const one = open.get(subject);
  const dueAt = "dueAt" in data && data.dueAt ? Date.parse(data.dueAt) : null;
  if (type === "dossier.received") {
    expect(one).toBeUndefined();
    const facts = { field: "ho-tich", channel: "online", level: "full" } as const;
    open.set(subject, { code: subject, ...facts, dueAt, waiting: false });
  } else if (type === "dossier.resolved") {
    expect(one?.waiting).toBe(false);
    open.delete(subject);
  } else if (one && type === "dossier.supplement-requested") {
    open.set(subject, { ...one, waiting: true });
  } else if (one && type === "dossier.supplemented") {
    expect(one.waiting).toBe(true);
    open.set(subject, { ...one, waiting: false, dueAt });
  }
}

describe("createLiveStep", () => {
  const { events, openCounts, mostOverdue } = run(1, 9000);

  it("settles at forty to sixty open dossiers with few overdue", () => {
    const settled = openCounts.slice(300);
    expect(Math.min(...settled)).toBeGreaterThanOrEqual(38);
    expect(Math.max(...settled)).toBeLessThanOrEqual(62);
    expect(mostOverdue).toBeLessThanOrEqual(4);
  });

  it("shows every step of a dossier's life", () => {
    const types = new Set(events.map(({ type }) => type.replace("dossier.", "")));
    expect([...types].toSorted()).toEqual(
      "delivered processing rated received resolved supplement-requested supplemented".split(" "),
    );
  });

  it("never repeats an id or a code, not after a restart either", () => {
    const again = run(1, 200, START + 86_400_000).events;
    const other = run(2, 200).events;
    const all = [...events, ...again, ...other];
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    const codes = [...events, ...again]
      .filter(({ type }) => type === "dossier.received")
      .map(({ subject }) => subject);
    expect(new Set(codes).size).toBe(codes.length);
    expect(codes.every((code) => /^H64\.38\.25-\d{6}-9\d{6}$/.test(code))).toBe(true);
  });

  it("keeps its codes apart when it is called too often", () => {
    const live = createLiveStep(3);
    const told = Array.from({ length: 50 }, () => live.next(START, []).events).flat();
    const codes = told.filter(({ type }) => type === "dossier.received").map(({ subject }) => subject);
    expect(codes.length).toBeGreaterThan(10);
    expect(new Set(codes).size).toBe(codes.length);
  });

  it("clears a heap of overdue dossiers first", () => {
    const facts = { field: "ho-tich", channel: "online", level: "full", waiting: false } as const;
    const open = Array.from({ length: 80 }, (_, n) => ({
      ...facts,
      code: `c${n}`,
      dueAt: START + (n < 10 ? -n : n) * 60_000,
    }));
    const live = createLiveStep(4);
    const told = Array.from({ length: 40 }, (_, n) => live.next(START + n * 3000, open).events).flat();
    const answered = told.filter(({ type }) => type === "dossier.resolved").map(({ subject }) => subject);
    expect(new Set(answered)).toEqual(new Set(["c9"]));
  });

  it("keeps its order when it is sorted by time and id", () => {
    expect(recount(events).filter((one) => !keepsOrder(one))).toEqual([]);
  });

  it("passes the ingest's schemas", () => {
    expect(events.flatMap(wireFaults)).toEqual([]);
  });
});
