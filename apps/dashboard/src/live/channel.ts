import type { KpiDelta, KpiSnapshot, Refusal, Watch, WatchAnswer } from "@nhip/contracts";
import { shallowRef, type ShallowRef } from "vue";
import { applyDelta } from "./apply-delta.ts";
import { type Freshness, freshnessAt, needsAsking, noteRevision, type Signs } from "./freshness.ts";
import { FINAL_CODES } from "./wire.ts";

/** Wait before asking again after no answer or a refusal that may pass, in ms. */
const RETRY_MS = 4_000;
/** Frames kept while an answer is under way; more than that and the next pulse shows the gap. */
const HELD_FRAMES = 50;

/** One ward and period as the server last told it. */
export type Channel = {
  readonly ward: string;
  readonly period: string;
  readonly snapshot: ShallowRef<KpiSnapshot | null>;
  readonly refusal: ShallowRef<Refusal | null>;
  ask: () => void;
  takeSnapshot: (frame: KpiSnapshot) => void;
  takeDelta: (frame: KpiDelta) => void;
  takeRevision: (rev: number | undefined, now: number) => void;
  /** Once a second: asks where the server is ahead or has not answered. */
  tick: (now: number) => void;
  freshness: (heardAt: number | null, now: number) => Freshness;
};

type Ask = (request: Watch, answer: (result: WatchAnswer | null) => void) => void;

/** `changed` hears the ids whose value moved; `random` spreads the asking of many screens. `early` is what is known already. */
export function createChannel(
  ward: string,
  period: string,
  early: KpiSnapshot | null,
  send: Ask,
  changed: (ids: string[]) => void,
  random: () => number,
): Channel {
  const snapshot = shallowRef(early);
  const refusal = shallowRef<Refusal | null>(null);
  let signs: Signs = { heardAt: null, behindSince: null };
  let turn = 0;
  let asking = false;
  let failed = false;
  let restMs = 0;
  let restUntil: number | null = null;
  let held: KpiDelta[] = [];
  const lagJitterMs = random() * 1_000;

  function lay(frame: KpiDelta): void {
    if (snapshot.value === null) return;
    const result = applyDelta(snapshot.value, frame);
    if (result.kind === "gap") return ask();
    if (result.kind === "old") return;
    snapshot.value = result.snapshot;
    if (result.changed.length > 0) changed(result.changed);
  }
  function takeSnapshot(frame: KpiSnapshot): void {
    const before = new Map(snapshot.value?.kpis.map((kpi) => [kpi.id, kpi.value]));
    const moved = frame.kpis.filter((kpi) => before.get(kpi.id) !== kpi.value).map((kpi) => kpi.id);
    snapshot.value = frame;
    refusal.value = null;
    signs = { ...signs, behindSince: null };
    if (before.size > 0 && moved.length > 0) changed(moved);
  }
  function ask(): void {
    const mine = ++turn;
    asking = true;
    held = [];
    const rev = snapshot.value?.rev;
    send(rev === undefined ? { ward, period } : { ward, period, rev }, (result) => {
      if (mine !== turn) return;
      const frames = held;
      asking = false;
      held = [];
      // A denial that trying cannot change is asked about again on the next line alone.
      failed = result === null || (!result.ok && !FINAL_CODES.includes(result.code));
      restMs = RETRY_MS * (0.75 + random() / 2);
      restUntil = null;
      if (result?.ok === true) takeSnapshot(result.snapshot);
      else if (result !== null) refusal.value = result;
      // What came while the answer was under way still counts; a gap in it is left to the next pulse.
      for (const frame of frames) if (snapshot.value !== null && frame.from <= snapshot.value.rev) lay(frame);
    });
  }
  function tick(now: number): void {
    if (asking) return;
    if (failed) {
      restUntil ??= now + restMs;
      if (now >= restUntil) ask();
    } else if (needsAsking(signs, now - lagJitterMs)) ask();
  }
  return {
    ward,
    period,
    snapshot,
    refusal,
    ask,
    takeSnapshot,
    takeDelta: (frame) => {
      if (!asking) return lay(frame);
      held.push(frame);
      if (held.length > HELD_FRAMES) held.shift();
    },
    takeRevision: (rev, now) => {
      signs = noteRevision(signs, snapshot.value?.rev ?? null, rev, now);
    },
    tick,
    freshness: (heardAt, now) =>
      freshnessAt(
        snapshot.value === null ? { heardAt: null, behindSince: null } : { ...signs, heardAt },
        now,
      ),
  };
}
