import { BOOLEAN_FACTS, CHANNELS, EVENT_TYPES, LEVELS, VERDICTS, type EventType } from "@nhip/contracts";
import { localInput, instantOf } from "../format/time.ts";

export type FieldKind = "text" | "time" | "choice" | "number";
/** A field of the form: its place in the event, its control, and whether it is always on screen. */
export type FieldSpec = { path: string; kind: FieldKind; options: readonly string[]; core: boolean };
type Line = Record<string, unknown>;
/** What was typed, by place, and the places that are to stay empty though something was sent. */
export type Draft = { texts: Record<string, string>; cleared: string[] };

const HIDDEN = "***";
const field = (path: string, kind: FieldKind, core = false, options: readonly string[] = []): FieldSpec => ({
  path,
  kind,
  options,
  core,
});

const TYPE = field("type", "choice", true, EVENT_TYPES);
const TIME = field("time", "time", true);
/** Only where they are what is wrong. */
const RARE = [field("id", "text"), field("source", "text")];
const YES_OR_NO = ["true", "false"];
const DOSSIER = [
  field("subject", "text", true),
  TIME,
  field("data.procedure", "text", true),
  field("data.field", "text", true),
  field("data.channel", "choice", true, CHANNELS),
  field("data.level", "choice", true, LEVELS),
  field("data.dueAt", "time", true),
  field("data.unit", "text"),
  field("data.workingDays", "number"),
  field("data.receivedAt", "time"),
  field("data.resolvedAt", "time"),
  field("data.verdict", "choice", false, VERDICTS),
  field("data.score", "number"),
  ...BOOLEAN_FACTS.map((name) => field(`data.${name}`, "choice", false, YES_OR_NO)),
];
const PERIOD = field("data.period", "text", true);
const VALUE = field("data.value", "number", true);
const STATEMENTS: Record<string, readonly FieldSpec[]> = {
  "indicator.reported": [
    TIME,
    field("data.indicator", "text", true),
    field("data.unit", "text", true),
    PERIOD,
    VALUE,
    field("data.numerator", "number", true),
    field("data.denominator", "number", true),
    field("data.note", "text"),
  ],
  "target.set": [
    TIME,
    field("data.kpi", "text", true),
    field("data.unit", "text"),
    PERIOD,
    VALUE,
    field("data.source", "text", true),
  ],
  "figure.claimed": [TIME, field("data.kpi", "text", true), PERIOD, VALUE, field("data.where", "text", true)],
};

/** The fields that an event of this type has; one that is unknown is taken for a dossier's. */
export function fieldsOf(type: string): FieldSpec[] {
  return [TYPE, ...(STATEMENTS[type] ?? DOSSIER), ...RARE];
}

export const isEventType = (type: unknown): type is EventType => EVENT_TYPES.some((one) => one === type);

/** What a line says at a place. */
export function rawAt(line: Line, path: string): unknown {
  if (!path.startsWith("data.")) return line[path];
  const data = line["data"];
  return typeof data === "object" && data !== null
    ? Object.getOwnPropertyDescriptor(data, path.slice("data.".length))?.value
    : undefined;
}

/** What a control shows before anything is typed: empty where it cannot show what was sent. */
export function shownText(spec: FieldSpec, raw: unknown): string {
  if (raw === undefined || raw === null) return "";
  const text = String(raw);
  if (text.includes(HIDDEN)) return "";
  switch (spec.kind) {
    case "time":
      return localInput(text);
    case "choice":
      return spec.options.includes(text) ? text : "";
    case "number":
      return Number.isFinite(Number(text)) ? text : "";
    case "text":
      return text;
  }
}

/** What was sent where the control cannot show it: the words, `hidden` for what was masked, null where it can. */
export function unshown(spec: FieldSpec, line: Line): { text: string; hidden: boolean } | null {
  const raw = rawAt(line, spec.path);
  if (raw === undefined || raw === null || raw === "" || shownText(spec, raw) !== "") return null;
  return { text: String(raw), hidden: String(raw).includes(HIDDEN) };
}

/** The text in a control now. */
export function textIn(spec: FieldSpec, line: Line, draft: Draft): string {
  return draft.texts[spec.path] ?? shownText(spec, rawAt(line, spec.path));
}

/**
 * The whole event to send. What nobody touched goes as it came, to the letter, also where it is wrong: then it is
 * refused again, and nothing is left out without somebody saying so.
 */
export function eventOf(line: Line, draft: Draft, ward: string): Line {
  const type = draft.texts["type"] ?? String(line["type"] ?? "");
  const event: Line = { id: line["id"], source: line["source"], ward };
  const data: Line = {};
  for (const spec of fieldsOf(type)) {
    const value = valueAt(spec, line, draft);
    if (value === undefined) continue;
    if (spec.path.startsWith("data.")) data[spec.path.slice("data.".length)] = value;
    else event[spec.path] = value;
  }
  return Object.keys(data).length === 0 ? event : { ...event, data };
}

function valueAt(spec: FieldSpec, line: Line, draft: Draft): unknown {
  const raw = rawAt(line, spec.path);
  const text = textIn(spec, line, draft);
  if (text === shownText(spec, raw)) return draft.cleared.includes(spec.path) ? undefined : raw;
  if (text === "") return undefined;
  switch (spec.kind) {
    case "time":
      return instantOf(text);
    case "number":
      return Number(text);
    case "choice":
      return spec.options === YES_OR_NO ? text === "true" : text;
    case "text":
      return text;
  }
}
