import { decodeStored, type FigureName, type Figures } from "@nhip/backbone";
import type { WardEvent } from "@nhip/contracts";
import type { EntityKind, EntityRef } from "@nhip/domain";
import { scoreOf } from "./index-digest.ts";
import type { LogTrouble } from "./whole-log.ts";

/** One thing that is not as the log says. */
export type Difference = {
  kind: EntityKind | "counter" | "index" | "log" | "rules";
  /** The dossier's code, or `bucket field`, or `index member`. */
  key: string;
  /** As the log says; `null` where it must not be there. */
  expected: string | null;
  /** As it is stored; `null` where it is missing. */
  actual: string | null;
  /** In words: which event was changed, added or is missing. */
  detail: string;
};

/** What differs between two stored texts of an entity, event by event. `isOld`: a commit to it was lost. */
export function entityDifference(
  { kind, key }: EntityRef,
  expected: string | null,
  actual: string | null,
  isOld: boolean,
): Difference {
  const detail = isOld
    ? "bản cũ: mất một lần ghi · an old state: a commit is lost"
    : describe(key, expected, actual);
  return { kind, key, expected: summaryOf(key, expected), actual: summaryOf(key, actual), detail };
}

/** What differs between the fields of a bucket, or the members of an index. */
export function figureDifferences(
  { kind, name }: FigureName,
  expected: Figures,
  actual: Figures,
): Difference[] {
  const found: Difference[] = [];
  for (const field of new Set([...expected.keys(), ...actual.keys()])) {
    const want = expected.get(field) ?? null;
    const have = actual.get(field) ?? null;
    if (want === have || (want !== null && have !== null && scoreOf(want) === scoreOf(have))) continue;
    found.push({ kind, key: `${name} ${field}`, expected: want, actual: have, detail: "" });
  }
  return found;
}

export function rulesDifference(ward: string, expected: string, actual: string): Difference {
  const detail =
    "số liệu đếm theo quy tắc khác; nhip rebuild đếm lại · counted by other rules; rebuild counts anew";
  return { kind: "rules", key: ward, expected, actual, detail };
}

export function logDifference(trouble: LogTrouble): Difference {
  if (trouble.kind === "gap") {
    const { from, to } = trouble;
    const key = from === to ? `${from}` : `${from}–${to}`;
    return {
      kind: "log",
      key,
      expected: "events",
      actual: null,
      detail: `lần ghi ${key} không còn trong nhật ký · revisions missing from the log`,
    };
  }
  const { storeRev, fileTo, forked } = trouble;
  return {
    kind: "log",
    key: `${storeRev}`,
    expected: `${fileTo}`,
    actual: `${storeRev}`,
    detail: `kho đã lùi về lần ghi ${storeRev}, tệp lưu biết đến ${fileTo} (${forked} lần ghi khác nhau); nhip rebuild sẽ nhập lại · the store went back; rebuild takes the files in again`,
  };
}

function describe(key: string, expected: string | null, actual: string | null): string {
  if (expected === null) return "không có trong nhật ký · not in the log";
  if (actual === null) return "mất khỏi kho · missing from the store";
  const want = eventsOf(key, expected);
  const have = eventsOf(key, actual);
  if (want === null || have === null) return "không đọc được · cannot be read";
  const parts: string[] = [];
  for (const [id, event] of want) {
    const mine = have.get(id);
    if (!mine) parts.push(`thiếu sự kiện · missing event ${nameOf(event)}`);
    else if (JSON.stringify(mine) !== JSON.stringify(event))
      parts.push(`sự kiện bị sửa · changed event ${nameOf(event)}: ${changedPaths(event, mine).join(", ")}`);
  }
  for (const [id, event] of have)
    if (!want.has(id)) parts.push(`sự kiện lạ · unknown event ${nameOf(event)}`);
  return parts.length > 0 ? parts.join("; ") : "số phiên bản khác · another version number";
}

/** An event's name as a person may look it up: its id at its source, and its type. */
function nameOf({ id, type }: WardEvent): string {
  return `${id.replace("\t", "/")} (${type})`;
}

function changedPaths(a: WardEvent, b: WardEvent): string[] {
  const left: Record<string, unknown> = { type: a.type, time: a.time, ...a.data };
  const right: Record<string, unknown> = { type: b.type, time: b.time, ...b.data };
  const names = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...names]
    .filter((name) => JSON.stringify(left[name]) !== JSON.stringify(right[name]))
    .map((name) => `${name} ${JSON.stringify(left[name])} → ${JSON.stringify(right[name])}`);
}

function eventsOf(key: string, text: string): Map<string, WardEvent> | null {
  try {
    return new Map(decodeStored(key, text).history.map((event) => [event.id, event]));
  } catch {
    return null;
  }
}

function summaryOf(key: string, text: string | null): string | null {
  if (text === null) return null;
  const events = eventsOf(key, text);
  return events === null ? "?" : `${events.size} sự kiện · events`;
}
