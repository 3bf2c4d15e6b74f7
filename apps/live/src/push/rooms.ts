import type { KpiDelta, KpiReading, KpiSnapshot } from "@nhip/contracts";
import { dayOf, endOfDay } from "@nhip/domain";
import { nextClockInstant } from "../model/ledger.ts";
import type { WardModel } from "../model/ward-model.ts";
import { readKpis } from "../model/reading.ts";
import { deltaFrame, snapshotFrame } from "./frame.ts";

/** A change is pushed at most this often, a ward and period. */
const FLUSH_EVERY_MS = 100;
/** Frames to different rooms leave apart: two in one tick, and a healthy socket would drop the second. */
const BETWEEN_ROOMS_MS = 4;
const RETRY_MS = 1_000;
const MAX_ROOMS = 200;
/** A timer further away than this is set again later; it also bounds what a jump of the clock can cost. */
const MAX_SLEEP_MS = 60_000;

export type RoomSink = {
  delta: (room: string, frame: KpiDelta) => void;
  snapshot: (room: string, frame: KpiSnapshot) => void;
};
type Room = { period: string; watchers: number; sent: KpiReading };

/** A room's name: everybody in it sees the same ward and period. */
export function roomName(ward: string, period: string): string {
  return `${ward}|${period}`;
}

/**
 * One ward's rooms: one computation a change and period, however many watch. Sends at most one frame every 100 ms a
 * room, and by itself at the second when time changes a figure and when the day rolls over.
 */
export class WardRooms {
  readonly #model: WardModel;
  readonly #sink: RoomSink;
  readonly #now: () => number;
  readonly #onError: (error: Error) => void;
  readonly #rooms = new Map<string, Room>();
  #flush: NodeJS.Timeout | null = null;
  #clock: NodeJS.Timeout | null = null;
  #lastFlushAt = 0;
  #closed = false;

  constructor(deps: {
    model: WardModel;
    sink: RoomSink;
    now: () => number;
    onError: (error: Error) => void;
  }) {
    this.#model = deps.model;
    this.#sink = deps.sink;
    this.#now = deps.now;
    this.#onError = deps.onError;
    this.#model.onNews(() => this.#schedule());
  }

  /** False for one room too many; a room that is there can always be entered. */
  mayEnter(period: string): boolean {
    return this.#rooms.has(period) || this.#rooms.size < MAX_ROOMS;
  }

  /** Joins a period's room; the snapshot is that of GET at the same revision. */
  async enter(period: string): Promise<KpiSnapshot> {
    const reading = await this.#read(period);
    const room = this.#rooms.get(period);
    if (room) room.watchers += 1;
    else this.#rooms.set(period, { period, watchers: 1, sent: reading });
    this.#setClock();
    return snapshotFrame(period, reading);
  }

  leave(period: string): void {
    const room = this.#rooms.get(period);
    if (!room) return;
    room.watchers -= 1;
    if (room.watchers <= 0) this.#rooms.delete(period);
  }

  /** Seats taken, in all of its rooms. */
  seats(): number {
    return [...this.#rooms.values()].reduce((sum, { watchers }) => sum + watchers, 0);
  }

  close(): void {
    this.#closed = true;
    if (this.#flush) clearTimeout(this.#flush);
    if (this.#clock) clearTimeout(this.#clock);
  }

  #read(period: string): Promise<KpiReading> {
    return readKpis(this.#model, period, { now: this.#now(), locale: "vi" });
  }

  #schedule(): void {
    if (this.#flush || this.#closed || this.#rooms.size === 0) return;
    const wait = Math.max(0, this.#lastFlushAt + FLUSH_EVERY_MS - this.#now());
    this.#flush = setTimeout(() => void this.#send(), Math.min(wait, FLUSH_EVERY_MS));
  }

  async #send(): Promise<void> {
    this.#lastFlushAt = this.#now();
    const revAtStart = this.#model.rev;
    let failed = false;
    try {
      for (const [n, room] of [...this.#rooms.values()].entries()) {
        if (n > 0) await new Promise((resolve) => setTimeout(resolve, BETWEEN_ROOMS_MS));
        await this.#sendRoom(room);
      }
    } catch (error) {
      failed = true;
      this.#onError(error instanceof Error ? error : new Error(String(error)));
    }
    this.#flush = null;
    // What could not be read now is still owed: the roll-over of a day comes but once.
    if (failed) this.#wake(RETRY_MS);
    else this.#setClock();
    if (this.#model.rev > revAtStart) this.#schedule();
  }

  async #sendRoom(room: Room): Promise<void> {
    const reading = await this.#read(room.period);
    const frame = deltaFrame(room.period, room.sent, reading);
    const same = frame?.changes.length === 0 && frame.from === frame.rev;
    room.sent = reading;
    if (same) return;
    const name = roomName(this.#model.ward, room.period);
    if (frame) this.#sink.delta(name, frame);
    else this.#sink.snapshot(name, snapshotFrame(room.period, reading));
  }

  /** Wakes at the next instant that moves a figure by itself, or at midnight. */
  #setClock(): void {
    const now = this.#now();
    const midnight = endOfDay(dayOf(now)) + 1;
    const next = Math.min(nextClockInstant(this.#model, now) ?? midnight, midnight);
    this.#wake(Math.min(Math.max(1, next - now), MAX_SLEEP_MS));
  }

  #wake(afterMs: number): void {
    if (this.#clock) clearTimeout(this.#clock);
    this.#clock = null;
    if (this.#closed || this.#rooms.size === 0) return;
    this.#clock = setTimeout(() => this.#schedule(), afterMs);
  }
}
