import { createHash } from "node:crypto";
import type { Redis } from "./connection.ts";

type Argument = string | number | Buffer;

/** A Lua script, sent by its digest; its text goes over only to a server that does not know it yet. */
export function script(lua: string) {
  const digest = createHash("sha1").update(lua).digest("hex");
  /** Runs it and resolves to its reply as a list. Rejects when Redis does. */
  return async (redis: Redis, keys: readonly string[], args: readonly Argument[]): Promise<unknown[]> => {
    try {
      return asList(await redis.evalsha(digest, keys.length, ...keys, ...args));
    } catch (error) {
      if (!(error instanceof Error && error.message.startsWith("NOSCRIPT"))) throw error;
      return asList(await redis.eval(lua, keys.length, ...keys, ...args));
    }
  };
}

function asList(reply: unknown): unknown[] {
  return Array.isArray(reply) ? reply : [];
}
