import type { MessageKey } from "./text.ts";
import { vi } from "./vi.ts";

function leaves(node: object, prefix: string): string[] {
  return Object.entries(node).flatMap(([key, value]) =>
    typeof value === "string" ? [prefix + key] : leaves(value, `${prefix}${key}.`),
  );
}
const KEYS: ReadonlySet<string> = new Set(leaves(vi, ""));

/** Whether there is such a message: for keys made from codes that a newer server may send. */
export function isMessageKey(key: string): key is MessageKey {
  return KEYS.has(key);
}
