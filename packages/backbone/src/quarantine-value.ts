import { createHash } from "node:crypto";
import type { KeptEntry, QuarantineEntry, Settlement } from "@nhip/contracts";

const COUNTED = /^(\d+) (\d+) (.*)$/s;

/**
 * An entry's key: the same line of the same source, refused for the same reason, is one entry.
 * A command line would read a `-` at its beginning as an option.
 */
export function digestOf({ source, line, path, code }: QuarantineEntry): string {
  return createHash("sha256")
    .update(JSON.stringify([source, path, code, line]))
    .digest("base64url")
    .slice(0, 22)
    .replace(/^-/, "_");
}

/** What the order and the counts know an entry by: its code and its source, which may hold spaces. */
export const tailOf = ({ code, source }: Pick<QuarantineEntry, "code" | "source">): string =>
  `${code} ${source}`;

/**
 * Whether an entry that was settled waits again when its line comes again. A poisoned event was not counted, and lines
 * without an id may be different ones that look the same; any other is the same event, about which somebody decided.
 */
export function comesBack({ line, ...entry }: QuarantineEntry): boolean {
  const { id } = line;
  return wasSetAside(entry) || typeof id !== "string" || id === "" || id.includes("***");
}

/** True for an event that the door took and the worker could not count. */
export function wasSetAside({ setAside, code }: Pick<QuarantineEntry, "setAside" | "code">): boolean {
  return setAside === true || code === "poison";
}

/** The code and the source of a tail. */
export function partsOf(tail: string): { code: string; source: string } {
  const at = tail.indexOf(" ");
  return { code: tail.slice(0, at), source: tail.slice(at + 1) };
}

/** Reads a stored value (see the scripts); `undefined` for what is none of ours. */
export function parseKept(key: string, value: string | null | undefined): KeptEntry | undefined {
  if (value === null || value === undefined) return undefined;
  const [, seen, lastSeenAt, rest] = COUNTED.exec(value) ?? [];
  const [json = "", ...trail] = (rest ?? value).split("\n");
  try {
    const entry = JSON.parse(json) as QuarantineEntry;
    return {
      ...entry,
      key,
      seen: seen === undefined ? 1 : Number(seen),
      lastSeenAt: lastSeenAt === undefined ? entry.firstSeenAt : Number(lastSeenAt),
      trail: trail.map((text) => JSON.parse(text) as Settlement),
    };
  } catch {
    return undefined;
  }
}
