import type { KpiSnapshot, Pulse, ScreenCommand, TickerEvent, Watch, WatchAnswer } from "@nhip/contracts";
import { shallowRef, type ShallowRef } from "vue";
import { type Channel, createChannel } from "./channel.ts";
import { type Connection, createConnection } from "./connection.ts";
import { addBeats, emptyTrace, type PulseTrace, shiftTrace } from "./pulse-trace.ts";
import { createSteadyClock } from "./steady-clock.ts";
import type { OpenWire } from "./wire.ts";

/** Lines that the ticker keeps. */
export const TICKER_LINES = 30;
/** A line that is open but says nothing for this long is taken anew, in ms; spread by a third. */
const DEAF_MS = 30_000;
/** Hidden for longer than this, the page asks for everything anew. */
const HIDDEN_MS = 5_000;

export type LiveDeps = {
  open: OpenWire;
  monotonic: () => number;
  wall: () => number;
  random: () => number;
  /** What came with the document: of a ward and period, and of the server's life. */
  early?: { snapshot: (ward: string, period: string) => KpiSnapshot | null; pulse: () => Pulse | null };
};
export type Ticked = TickerEvent & { ward: string; key: number };

export type Live = {
  connection: Connection;
  pulse: ShallowRef<Pulse | null>;
  ticker: ShallowRef<Ticked[]>;
  trace: ShallowRef<PulseTrace>;
  /** Monotonic ms, moved once a second; read it to be told of the passing of time. */
  now: ShallowRef<number>;
  heardAt: () => number | null;
  /** The server's time as well as we know it, in epoch ms. */
  serverNow: () => number;
  /** Follows a ward and period until the answer is called. */
  follow: (ward: string, period: string) => { channel: Channel; leave: () => void };
  /** Hears the ids of KPIs whose value moved, and an empty list after a return. */
  onChange: (hear: (ids: readonly string[]) => void) => () => void;
  /** Hears what a wall display is told. */
  onCommand: (hear: (command: ScreenCommand) => void) => () => void;
  /** Lines and beats known from elsewhere, oldest last. */
  seed: (ward: string, events: readonly TickerEvent[]) => void;
  hidden: (is: boolean) => void;
  start: () => void;
  stop: () => void;
};

/** The one owner of the socket: what is followed, what was heard, and how old it is. */
export function createLive(deps: LiveDeps): Live {
  const clock = createSteadyClock(deps.monotonic, deps.wall);
  const channels = new Map<string, { channel: Channel; users: number }>();
  const hearers = new Set<(ids: readonly string[]) => void>();
  const obeyers = new Set<(command: ScreenCommand) => void>();
  const pulse = shallowRef<Pulse | null>(null);
  const ticker = shallowRef<Ticked[]>([]);
  const now = shallowRef(clock().now);
  const trace = shallowRef(emptyTrace(now.value));
  let heardAt: number | null = null;
  let server: { at: number; heard: number } | null = null;
  let hiddenAt: number | null = null;
  let openedAt: number | null = null;
  let lines = 0;
  let timer: ReturnType<typeof setInterval> | undefined;
  const deafMs = DEAF_MS * (1 + deps.random() / 3);

  const serverNow = (): number => (server === null ? deps.wall() : server.at + now.value - server.heard);
  const tell = (ids: readonly string[]): void => hearers.forEach((hear) => hear(ids));
  const at = (ward: string, period: string): Channel | undefined =>
    channels.get(`${ward} ${period}`)?.channel;

  function hear(): void {
    now.value = clock().now;
    heardAt = now.value;
  }
  function ask(request: Watch, answer: (result: WatchAnswer | null) => void): void {
    connection.wire.ask(request, (result) => {
      if (result?.ok === true) hear();
      answer(result);
    });
  }
  function askAll(told = true): void {
    if (connection.state.value === "open") for (const { channel } of channels.values()) channel.ask();
    if (told) tell([]);
  }
  function note(ward: string, events: readonly TickerEvent[]): void {
    const fresh = events.map((event) => ({ ...event, ward, key: ++lines }));
    ticker.value = [...fresh.toReversed(), ...ticker.value].slice(0, TICKER_LINES);
  }
  function takePulse(frame: Pulse): void {
    hear();
    server = { at: Date.parse(frame.at), heard: now.value };
    pulse.value = frame;
    for (const { channel } of channels.values()) channel.takeRevision(frame.revs[channel.ward], now.value);
  }
  function open(ward: string, period: string): Channel {
    const early = deps.early?.snapshot(ward, period) ?? null;
    if (early !== null) hear();
    return createChannel(ward, period, early, ask, tell, deps.random);
  }
  const connection = createConnection(
    deps.open,
    {
      open: () => {
        const returned = openedAt !== null;
        openedAt = clock().now;
        askAll(returned);
      },
      snapshot: (frame) => {
        hear();
        at(frame.ward, frame.period)?.takeSnapshot(frame);
      },
      delta: (frame) => {
        hear();
        at(frame.ward, frame.period)?.takeDelta(frame);
      },
      pulse: takePulse,
      ticker: (frame) => {
        note(frame.ward, frame.events);
        trace.value = addBeats(trace.value, clock().now, frame.events.length, clock().now);
      },
      command: (command) => obeyers.forEach((obey) => obey(command)),
    },
    deps.random,
  );
  function tick(): void {
    const reading = clock();
    now.value = reading.now;
    trace.value = shiftTrace(trace.value, reading.now);
    if (reading.jumped) askAll();
    if (connection.state.value !== "open") return;
    for (const { channel } of channels.values()) channel.tick(reading.now);
    if (reading.now - Math.max(heardAt ?? 0, openedAt ?? 0) > deafMs) connection.renew();
  }
  const early = deps.early?.pulse() ?? null;
  if (early !== null) takePulse(early);
  return {
    connection,
    pulse,
    ticker,
    trace,
    now,
    serverNow,
    heardAt: () => heardAt,
    follow(ward, period) {
      const key = `${ward} ${period}`;
      const have = channels.get(key) ?? { channel: open(ward, period), users: 0 };
      have.users++;
      channels.set(key, have);
      if (have.users === 1 && connection.state.value === "open") have.channel.ask();
      let left = false;
      return {
        channel: have.channel,
        leave: () => {
          if (left) return;
          left = true;
          if (--have.users > 0) return;
          channels.delete(key);
          connection.wire.leave({ ward, period });
        },
      };
    },
    onChange(hearer) {
      hearers.add(hearer);
      return () => void hearers.delete(hearer);
    },
    onCommand(obey) {
      obeyers.add(obey);
      return () => void obeyers.delete(obey);
    },
    seed(ward, events) {
      const lead = serverNow();
      for (const event of events)
        trace.value = addBeats(trace.value, now.value - (lead - Date.parse(event.at)), 1, now.value);
      const known = new Set(ticker.value.map((line) => line.at + line.code));
      const older = events
        .filter((event) => !known.has(event.at + event.code))
        .map((event) => ({ ...event, ward, key: ++lines }));
      ticker.value = [...ticker.value, ...older].slice(0, TICKER_LINES);
    },
    hidden(is) {
      const when = clock().now;
      if (!is && hiddenAt !== null && when - hiddenAt > HIDDEN_MS) askAll();
      hiddenAt = is ? when : null;
      if (!is) tick();
    },
    start: () => {
      clearInterval(timer);
      timer = setInterval(tick, 1000);
      connection.wire.connect();
    },
    stop: () => {
      clearInterval(timer);
      connection.stop();
    },
  };
}
