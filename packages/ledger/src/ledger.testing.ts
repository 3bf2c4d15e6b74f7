import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { commit, connect, createKeys, createWardStore, createWards, openQueue } from "@nhip/backbone";
import { WardSettings, type WardEvent } from "@nhip/contracts";
import { addressOf, createRules, entityOf, foldBatch, type Rules } from "@nhip/domain";
import { createLedger } from "./ledger.ts";

export const WARD = "so-cai";
export const RULES = createRules(WardSettings.parse({ id: WARD, name: WARD }).rules);
const T0 = Date.parse("2026-11-02T08:00:00+07:00");
const HOUR_MS = 3_600_000;

/** Some dossiers from receipt to answer, over several days; some stay open, some wait. */
export function story(dossiers: number, name = "H64"): WardEvent[] {
  return Array.from({ length: dossiers }, (_, n): WardEvent[] => {
    const subject = `${name}-${n}`;
    const time = T0 + n * HOUR_MS;
    const data = {
      field: n % 2 ? "ho-tich" : "dat-dai",
      channel: "online" as const,
      dueAt: time + 24 * HOUR_MS,
    };
    const received: WardEvent = { id: `test\t${subject}-r`, type: "dossier.received", subject, time, data };
    const later = { subject, time: time + (n % 40) * HOUR_MS, data: {} };
    if (n % 7 === 0) return [received];
    if (n % 5 === 0)
      return [received, { id: `test\t${subject}-w`, type: "dossier.supplement-requested", ...later }];
    return [received, { id: `test\t${subject}-d`, type: "dossier.resolved", ...later }];
  }).flat();
}

export const REPORT: WardEvent = {
  id: "test\treport-1",
  type: "indicator.reported",
  time: T0,
  data: { indicator: "eid.accounts", unit: "to-7", period: "2026", value: 417 },
};

/** A ledger on a prefix and a data folder of its own. */
export function openLedger(url: string) {
  const prefix = `ledger-${randomUUID().slice(0, 8)}:`;
  const dataDir = mkdtempSync(join(tmpdir(), "nhip-ledger-"));
  const keys = createKeys(prefix);
  const redis = connect(url, "blocking", () => undefined);
  const queue = openQueue({ url, keys, shards: 1, onError: () => undefined, purpose: "errand" });
  const store = createWardStore(redis, keys);
  const ledger = createLedger({ redis, keys, dataDir, now: Date.now });

  async function put(events: readonly WardEvent[], rules: Rules = RULES, ward = WARD): Promise<string> {
    const refs = [...new Map(events.map((event) => [addressOf(entityOf(event)), entityOf(event)])).values()];
    const read = await store.readStored(ward, refs);
    const known = new Map([...read].map(([address, { history }]) => [address, history]));
    const outcome = foldBatch(known, events, rules);
    if (outcome.fresh.length === 0) return "committed";
    const request = { ward, source: "test", acceptedAt: T0, read, outcome, mark: rules.mark };
    const { status } = await commit(redis, keys, request);
    return status === "committed" || status === "other-rules" ? status : put(events, rules, ward);
  }

  return {
    ledger,
    redis,
    keys,
    queue,
    store,
    dataDir,
    /** Commits events in one batch, again after a conflict or a hold. */
    put,

    /** Commits them in batches of `size`. */
    async putAll(events: readonly WardEvent[], size = 10, ward = WARD): Promise<void> {
      await createWards(redis, keys).ensure(ward);
      for (let at = 0; at < events.length; at += size) await put(events.slice(at, at + size), RULES, ward);
    },

    /** All that is stored of a ward but its revision and log, to be compared. */
    async contents(): Promise<Record<string, unknown>> {
      const found: Record<string, unknown> = {};
      for (const key of await redis.keys(`${prefix}{${WARD}}:*`)) {
        const name = key.slice(`${prefix}{${WARD}}:`.length);
        if (["log", "rev", "upkeep", "hold", "verified"].includes(name)) continue;
        const type = await redis.type(key);
        if (type === "hash") found[name] = await redis.hgetall(key);
        else if (type === "zset") found[name] = await redis.zrange(key, 0, -1, "WITHSCORES");
        else found[name] = await redis.get(key);
      }
      return found;
    },

    async close(): Promise<void> {
      await queue.close();
      redis.disconnect();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
