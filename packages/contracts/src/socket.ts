import type { AlertBrief } from "./alert.ts";
import type { Alarm, Verified } from "./api.ts";
import type { ErrorCode } from "./error.ts";
import type { Check, DayRange, Kpi, KpiValue } from "./kpi.ts";
import type { ScreenCommand } from "./screen.ts";
import type { EventType } from "./vocabulary.ts";

/** A request to follow a ward's KPIs for a period (`today`, `week`, `month`, `2022`, …). */
export type Watch = { ward: string; period: string; rev?: number };

/** Everything a screen needs to draw one ward and period. */
export type KpiSnapshot = {
  ward: string;
  /** As asked in `watch`. */
  period: string;
  range: DayRange;
  previousRange: DayRange;
  rev: number;
  at: string;
  lastEventAt: string | null;
  kpis: Kpi[];
  checks: Check[];
};

/**
 * What changed. Values are absolute, so a frame may be applied by whoever has any revision from `from` to `rev`;
 * whoever has less missed a frame and watches again.
 */
export type KpiDelta = {
  ward: string;
  period: string;
  from: number;
  rev: number;
  at: string;
  lastEventAt: string | null;
  changes: KpiValue[];
  /** All checks, when one of them changed. */
  checks?: Check[];
};

/**
 * Proof of life, every 5 s, sent only while the store answers and the change channel is heard.
 * `behindMs` is the age of the oldest batch of any ward that is accepted and not committed.
 */
export type Pulse = {
  at: string;
  version: string;
  revs: Record<string, number>;
  behindMs: number;
  /** By open ward: what its screens say of the pipeline. Absent where it could not be read. */
  wards?: Record<string, WardPulse>;
};
export type WardPulse = {
  behindMs: number;
  alarms: Alarm[];
  verified: Verified | null;
  /** Rules of the ward that hold now. */
  alerts?: AlertBrief[];
};

/** A dossier's code as it may be shown: shortened. */
export type TickerEvent = { at: string; type: EventType; field: string; code: string };
export type Ticker = { ward: string; events: TickerEvent[] };

export type Refusal = { ok: false; code: ErrorCode; message: string };
export type WatchAnswer = { ok: true; snapshot: KpiSnapshot } | Refusal;

export type ClientToServer = {
  watch: (request: Watch, answer: (result: WatchAnswer) => void) => void;
  unwatch: (request: Watch) => void;
};

export type ServerToClient = {
  "kpi:delta": (frame: KpiDelta) => void;
  "kpi:snapshot": (frame: KpiSnapshot) => void;
  pulse: (frame: Pulse) => void;
  ticker: (frame: Ticker) => void;
  "screen:command": (command: ScreenCommand) => void;
  "session:ended": (reason: { code: ErrorCode; message: string }) => void;
};
