import { maskPersonalData, type TextUse } from "@nhip/contracts";
import { ALL_DATA_KEYS, DATA_TEXTS } from "./data-rule.ts";
import { isRecord } from "./fault.ts";

const ENVELOPE_KEYS: ReadonlySet<string> = new Set(["id", "type", "ward", "subject", "time", "source"]);
const ENVELOPE_TEXTS: ReadonlyMap<string, TextUse> = new Map<string, TextUse>([
  ["id", "id"],
  ["subject", "subject"],
  ["source", "code"],
]);
const FIGURES: ReadonlySet<string> = new Set(["value", "numerator", "denominator"]);

const MAX_TEXT = 300;
const MAX_SALVAGED_FROM = 4_096;
/** Stands where personal data, or what may be, was taken out. */
export const HIDDEN = "***";
/** Words of our lists, times and numbers are made of these; a name in their place is not kept. */
const PLAIN = /^(?:[\d\s/:.,+TZ-]+|[A-Za-z0-9._:+-]+)$/;
const PAIR = /"([A-Za-z]{1,20})"\s*:\s*("(?:[^"\\]|\\.){0,600}"|-?\d{1,20}(?:\.\d{1,10})?|true|false)/g;

/** What the quarantine may keep of an event: keys we know, bounded, personal data masked. */
export function quarantineLine(raw: unknown): Record<string, unknown> {
  if (!isRecord(raw)) return {};
  const line = kept(raw, ENVELOPE_KEYS, ENVELOPE_TEXTS);
  return isRecord(raw["data"]) ? { ...line, data: kept(raw["data"], ALL_DATA_KEYS, DATA_TEXTS) } : line;
}

/** What can be made out of a text that is no JSON: pairs of a known key and a simple value. Never the text itself. */
export function salvaged(text: string): Record<string, unknown> {
  const head = text.slice(0, MAX_SALVAGED_FROM);
  const dataAt = head.search(/"data"\s*:/);
  const envelope: Record<string, unknown> = {};
  const data: Record<string, unknown> = {};
  for (const pair of head.matchAll(PAIR)) {
    const [, key = "", value = ""] = pair;
    const inData = dataAt >= 0 && pair.index > dataAt;
    if ((inData ? ALL_DATA_KEYS : ENVELOPE_KEYS).has(key)) (inData ? data : envelope)[key] = valueOf(value);
  }
  return Object.keys(data).length > 0 ? { ...envelope, data } : envelope;
}

/** The sender's id for the answer, where there is one. */
export function shownId(raw: unknown): string | undefined {
  const id = isRecord(raw) ? raw["id"] : undefined;
  return typeof id === "string" && id !== "" ? maskPersonalData(id.slice(0, 80), "id") : undefined;
}

function kept(from: Record<string, unknown>, keys: ReadonlySet<string>, texts: ReadonlyMap<string, TextUse>) {
  const line: Record<string, unknown> = {};
  for (const key of keys) {
    const value = Object.hasOwn(from, key) ? from[key] : undefined;
    if (typeof value === "string") line[key] = keptText(value, texts.get(key));
    else if (typeof value === "number")
      line[key] = FIGURES.has(key) || Math.abs(value) < 1e6 ? value : HIDDEN;
    else if (typeof value === "boolean") line[key] = value;
  }
  return line;
}

function keptText(value: string, use: TextUse | undefined): string {
  const short = value.slice(0, MAX_TEXT).normalize("NFC");
  if (use === undefined) return PLAIN.test(short) ? maskPersonalData(short, "code") : HIDDEN;
  return maskPersonalData(short, use);
}

function valueOf(literal: string): unknown {
  try {
    return JSON.parse(literal);
  } catch {
    return undefined;
  }
}
