import {
  AppError,
  type DossierEvent,
  type DossierFacts,
  type EventType,
  type StatementEvent,
  type WardEvent,
} from "@nhip/contracts";
import type { History } from "@nhip/domain";

/** Codes of event types in the store. They are for ever: add, never renumber. */
const TYPE_CODES: Record<EventType, number> = {
  "dossier.submitted": 1,
  "dossier.received": 2,
  "dossier.refused": 3,
  "dossier.processing": 4,
  "dossier.supplement-requested": 5,
  "dossier.payment-requested": 6,
  "dossier.withdrawn": 7,
  "dossier.stopped": 8,
  "dossier.resolved": 9,
  "dossier.delivered": 10,
  "dossier.supplemented": 11,
  "dossier.paid": 12,
  "dossier.resumed": 13,
  "dossier.extended": 14,
  "dossier.rejected": 15,
  "dossier.digitized": 16,
  "dossier.rated": 17,
  "dossier.corrected": 18,
  "dossier.voided": 19,
  "indicator.reported": 30,
  "target.set": 31,
  "figure.claimed": 32,
};

/** Short names of what a dossier event says, for the store. For ever, too. */
const FACT_NAMES: Record<keyof DossierFacts, string> = {
  procedure: "p",
  field: "f",
  channel: "c",
  level: "l",
  unit: "u",
  dueAt: "d",
  workingDays: "w",
  verdict: "v",
  apology: "a",
  score: "s",
  receivedAt: "r",
  resolvedAt: "z",
  papersDigitized: "g",
  resultElectronic: "e",
  dataReused: "n",
  feeDue: "b",
  paidOnline: "o",
};

const TYPES = new Map(Object.entries(TYPE_CODES).map(([type, code]) => [code, type]));
const FACTS = new Map(Object.entries(FACT_NAMES).map(([name, short]) => [short, name]));
type Row = [id: string, code: number, time: number, data?: Record<string, unknown>];
/** An event in the log: the dossier's code ("" where it is no dossier's), then its row. */
export type LogRow = [subject: string, ...Row];

/** What is stored under a code: a version to compare and the history behind it. */
export type Stored = { version: number; history: History };
export const NOTHING_STORED: Stored = { version: 0, history: [] };

/** `version:rows`. The version alone tells whether somebody else wrote in between. */
export function encodeStored({ version, history }: Stored): string {
  return `${version}:${JSON.stringify(history.map(toRow))}`;
}

/** The version in front of a stored text. */
export function versionOf(text: string): number {
  return Number(text.slice(0, text.indexOf(":")));
}

/** The reverse; `key` gives dossier events their subject. Throws AppError("internal") on anything else. */
export function decodeStored(key: string, text: string): Stored {
  const colon = text.indexOf(":");
  const rows: unknown = JSON.parse(text.slice(colon + 1));
  if (colon < 1 || !Array.isArray(rows)) throw new AppError("internal", "unreadable state in the store");
  return { version: Number(text.slice(0, colon)), history: rows.map((row) => fromRow(key, asRow(row))) };
}

/** The events of a log entry, as text. */
export function encodeLogEvents(events: readonly WardEvent[]): string {
  return JSON.stringify(events.map((event) => ["subject" in event ? event.subject : "", ...toRow(event)]));
}

/** The rows of a log entry. Throws AppError("internal") on anything else. */
export function decodeLogRows(text: string): LogRow[] {
  const rows: unknown = JSON.parse(text);
  if (!Array.isArray(rows)) throw new AppError("internal", "unreadable log entry");
  for (const row of rows)
    if (!Array.isArray(row) || row.length < 4) throw new AppError("internal", "unreadable log row");
  return trusted<LogRow[]>(rows);
}

/** The event that a row of the log stands for. */
export function eventOfRow([subject, ...row]: LogRow): WardEvent {
  return fromRow(subject, row);
}

function toRow(event: WardEvent): Row {
  const code = TYPE_CODES[event.type];
  if (!("subject" in event)) return [event.id, code, event.time, event.data];
  const data: Record<string, unknown> = {};
  let any = false;
  for (const [name, value] of Object.entries(event.data)) {
    if (value === undefined) continue;
    data[FACT_NAMES[asFactName(name)]] = value;
    any = true;
  }
  return any ? [event.id, code, event.time, data] : [event.id, code, event.time];
}

function fromRow(key: string, [id, code, time, data = {}]: Row): WardEvent {
  const type = TYPES.get(code);
  if (!type) throw new AppError("internal", `unknown event code ${code} in the store`);
  if (code >= 30) return trusted<StatementEvent>({ id, type, time, data });
  const facts: Record<string, unknown> = {};
  for (const [short, value] of Object.entries(data)) {
    const name = FACTS.get(short);
    if (name) facts[name] = value;
  }
  return trusted<DossierEvent>({ id, type, subject: key, time, data: facts });
}

function asRow(row: unknown): Row {
  if (!Array.isArray(row) || row.length < 3) throw new AppError("internal", "unreadable row in the store");
  return trusted<Row>(row);
}

function asFactName(name: string): keyof DossierFacts {
  return trusted<keyof DossierFacts>(name);
}

/** What is in the store was checked by the schemas before it was written; the store is ours alone. */
function trusted<T>(value: unknown): T {
  return value as T;
}
