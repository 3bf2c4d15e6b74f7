import { isUtf8 } from "node:buffer";
import { AppError } from "@nhip/contracts";

/** How events stand in a document: `lines` is NDJSON. */
export type DocumentKind = "json" | "lines" | "cloudevent" | "cloudevent-batch";

/** The most events one request may carry. */
export const MAX_REQUEST_EVENTS = 50_000;

/** One event as it was sent: what JSON made of it, or the text that is no JSON. */
export type Line = { readable: true; value: unknown } | { readable: false; text: string };

const NEWLINE = 0x0a;

/** A body's events in order. Throws AppError: `unreadable` for JSON that is none, `too-many-events`. */
export function linesOf(kind: DocumentKind, bytes: Buffer): Line[] {
  return kind === "lines" ? separateLines(bytes) : wholeDocument(kind, bytes);
}

/** What a JSON body says; `undefined` for an empty one. Throws AppError("unreadable"). */
export function jsonOf(bytes: Buffer): unknown {
  if (!isUtf8(bytes)) throw new AppError("unreadable", "not UTF-8");
  const text = withoutMark(bytes.toString("utf8"));
  if (text.trim() === "") return undefined;
  const line = parse(text);
  if (!line.readable) throw new AppError("unreadable", "not JSON");
  return line.value;
}

function wholeDocument(kind: "json" | "cloudevent" | "cloudevent-batch", bytes: Buffer): Line[] {
  const value = jsonOf(bytes);
  if (value === undefined) throw new AppError("unreadable", "empty body");
  const isList = Array.isArray(value);
  if (kind === "cloudevent-batch" && !isList) throw new AppError("unreadable", "a batch is an array");
  if (kind === "cloudevent" && isList) throw new AppError("unreadable", "an event is no array");
  const values: unknown[] = isList ? value : [value];
  if (values.length > MAX_REQUEST_EVENTS) throw new AppError("too-many-events");
  return values.map((value) => ({ readable: true, value }));
}

function separateLines(bytes: Buffer): Line[] {
  const lines: Line[] = [];
  // One check and one decoding for all; line by line only where some line is not UTF-8.
  const texts = isUtf8(bytes) ? bytes.toString("utf8").split("\n") : undefined;
  for (const text of texts ?? decodeEach(bytes)) {
    const trimmed = (lines.length === 0 ? withoutMark(text) : text).trim();
    if (trimmed === "") continue;
    if (lines.length === MAX_REQUEST_EVENTS) throw new AppError("too-many-events");
    lines.push(parse(trimmed));
  }
  if (lines.length === 0) throw new AppError("unreadable", "empty body");
  return lines;
}

/** Lines that are not UTF-8 get replacement characters outside any quotes, which no JSON survives. */
function* decodeEach(bytes: Buffer): Generator<string> {
  for (let at = 0; at < bytes.length;) {
    const end = bytes.indexOf(NEWLINE, at);
    const line = bytes.subarray(at, end < 0 ? bytes.length : end);
    yield isUtf8(line) ? line.toString("utf8") : `\ufffd${line.toString("utf8")}`;
    at += line.length + 1;
  }
}

function parse(text: string): Line {
  try {
    return { readable: true, value: JSON.parse(text) };
  } catch {
    return { readable: false, text };
  }
}

function withoutMark(text: string): string {
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}
