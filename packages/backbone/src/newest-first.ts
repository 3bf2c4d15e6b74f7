import { AppError } from "@nhip/contracts";
import type { Redis } from "./connection.ts";

const CHUNK = 1_000;
const CURSOR = /^(\d{1,16}(?:\.\d{1,20})?)\.([\w-]{1,64})$/;

type Found = { keys: string[]; cursor: string | null };

/**
 * A page of a sorted set whose members begin with a key, highest score first: the keys of the first `limit` members
 * that `accept` takes, after the one that `cursor` names. What is added meanwhile moves nothing. Throws
 * AppError("invalid-value") for a cursor that is none.
 */
export async function newestFirst(
  redis: Redis,
  set: string,
  options: { cursor?: string | undefined; limit: number; accept?: (rest: string) => boolean },
): Promise<Found> {
  const { cursor, limit, accept = () => true } = options;
  const [, from, after] = cursor === undefined ? [] : (CURSOR.exec(cursor) ?? []);
  if (cursor !== undefined && from === undefined) throw new AppError("invalid-value", "cursor");
  const keys: string[] = [];
  let last = "";
  for (let offset = 0; ; offset += CHUNK) {
    const found = await redis.zrevrangebyscore(
      set,
      from ?? "+inf",
      "-inf",
      "WITHSCORES",
      "LIMIT",
      offset,
      CHUNK,
    );
    for (let i = 0; i < found.length; i += 2) {
      const [member = "", score = ""] = found.slice(i, i + 2);
      const space = member.indexOf(" ");
      const key = space < 0 ? member : member.slice(0, space);
      if (score === from && after !== undefined && key >= after) continue;
      if (!accept(space < 0 ? "" : member.slice(space + 1))) continue;
      if (keys.length === limit) return { keys, cursor: limit === 0 ? null : last };
      keys.push(key);
      last = `${score}.${key}`;
    }
    if (found.length < CHUNK * 2) return { keys, cursor: null };
  }
}
