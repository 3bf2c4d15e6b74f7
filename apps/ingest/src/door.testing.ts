import { randomUUID } from "node:crypto";
import { connect, createApiKeys, createKeys, createQuarantine, createWards, openQueue } from "@nhip/backbone";
import type { WardEvent } from "@nhip/contracts";
import { parseSettings } from "@nhip/runtime";
import { pino } from "pino";
import { openIngest } from "./ingest.ts";
import { listen } from "./listen.ts";

export const WARD = "phuong-mau";

/** One good event; its id is its number. */
export function eventOf(n: number, more: object = {}) {
  return {
    id: `e${n}`,
    type: "dossier.received",
    ward: WARD,
    subject: `H64.38.25-221205-${String(n).padStart(4, "0")}`,
    time: "2022-12-05T08:12:00+07:00",
    data: { procedure: "1.001193", field: "ho-tich", channel: "online", dueAt: "2022-12-06T17:00:00+07:00" },
    ...more,
  };
}

/** The whole door on a port of its own and a store at `url` under a prefix of its own. */
export async function openDoor(
  url: string,
  more: Record<string, string> = {},
  patience?: Parameters<typeof listen>[2],
) {
  const parsed = parseSettings({ REDIS_URL: url, QUEUE_SHARDS: "2", LOG_LEVEL: "silent", ...more });
  if (!parsed.ok) throw new Error(parsed.faults.join());
  const prefix = `ingest-${randomUUID().slice(0, 8)}:`;
  const log = pino({ level: "silent" });
  const ingest = openIngest({ settings: parsed.settings, log, now: Date.now, newId: randomUUID, prefix });
  await ingest.start();
  const server = await listen(ingest.app, { host: "127.0.0.1", port: 0 }, patience);
  const origin = `http://127.0.0.1:${server.port}`;

  const keys = createKeys(prefix);
  const redis = connect(url, "blocking", () => undefined);
  const queue = openQueue({ url, keys, shards: 2, onError: () => undefined });
  const apiKeys = createApiKeys(redis, keys);
  let token = "";

  /** All events that wait on the queue. */
  async function waiting(): Promise<WardEvent[]> {
    const found: WardEvent[] = [];
    for (const shard of [0, 1]) {
      const base = `${keys.queue(shard)}:events`;
      for (const id of await redis.lrange(`${base}:wait`, 0, -1)) {
        const batch: { events: WardEvent[] } = JSON.parse(
          (await redis.hget(`${base}:${id}`, "data")) ?? "{}",
        );
        found.push(...batch.events);
      }
    }
    return found;
  }

  return {
    origin,
    /** Asked without a port. */
    app: ingest.app,
    token: () => token,
    apiKeys,
    redis,
    queue,
    quarantine: createQuarantine(redis, keys),

    async giveKey(wards: string[] = [WARD], scope: "ingest" | "read" = "ingest", source = "may-mot-cua") {
      for (const ward of wards) await createWards(redis, keys).ensure(ward);
      const made = await apiKeys.create({ scope, wards, source }, Date.now());
      token = made.key;
      return made;
    },

    /** Posts with the key given last; a body that is no text is sent as JSON. */
    async post(body: unknown, headers: Record<string, string> = {}) {
      const began = Date.now();
      const answer = await fetch(`${origin}/v1/events`, {
        method: "POST",
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json", ...headers },
        body: typeof body === "string" || body instanceof Uint8Array ? body : JSON.stringify(body),
      });
      const text = await answer.text();
      const json: Record<string, unknown> = JSON.parse(text);
      return { status: answer.status, headers: answer.headers, json, ms: Date.now() - began };
    },

    waiting,
    /** Ids of all events that wait on the queue. */
    queued: async (): Promise<string[]> => (await waiting()).map(({ id }) => id),

    async close(): Promise<void> {
      await server.stop();
      await ingest.stop();
      await queue.close();
      redis.disconnect();
    },
  };
}
export type Door = Awaited<ReturnType<typeof openDoor>>;
