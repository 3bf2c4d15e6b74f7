import { createTrail, type Deed } from "@nhip/backbone";
import type { Context } from "./context.ts";

/** Writes into the audit log what a command did; who sat at the server is not known to it. */
export function record(
  { redis, keys, now }: Pick<Context, "redis" | "keys" | "now">,
  what: string,
  about: Pick<Deed, "ward" | "wards" | "target" | "before" | "after"> = {},
): Promise<void> {
  const who = { kind: "server", id: "", name: "nhip" } as const;
  return createTrail(redis, keys).add({ at: now(), who, what, from: "", ...about });
}
