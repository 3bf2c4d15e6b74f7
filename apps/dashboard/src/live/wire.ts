import type {
  ErrorCode,
  ScreenCommand,
  KpiDelta,
  KpiSnapshot,
  Pulse,
  Refusal,
  Ticker,
  Watch,
  WatchAnswer,
} from "@nhip/contracts";

/** Codes that trying again cannot change; everything else is "later". */
export const FINAL_CODES: readonly ErrorCode[] = [
  "unauthorized",
  "forbidden",
  "foreign-origin",
  "ward-not-allowed",
  "scope-not-allowed",
];

/** What the connection tells. */
export type WireEvents = {
  open: () => void;
  /** Lost, or a try failed; `refusal` where the server gave a reason. */
  closed: (refusal: Refusal | null) => void;
  snapshot: (frame: KpiSnapshot) => void;
  delta: (frame: KpiDelta) => void;
  pulse: (frame: Pulse) => void;
  ticker: (frame: Ticker) => void;
  /** What a wall display is told. */
  command: (command: ScreenCommand) => void;
};

/** A connection without opinions: it does not reconnect by itself. `ask` answers null when nothing came in time. */
export type Wire = {
  connect: () => void;
  disconnect: () => void;
  ask: (request: Watch, answer: (result: WatchAnswer | null) => void) => void;
  leave: (request: Watch) => void;
};
export type OpenWire = (events: WireEvents) => Wire;
