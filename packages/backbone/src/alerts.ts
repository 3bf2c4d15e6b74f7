import {
  AlertSettings,
  type ActiveAlert,
  type Alert,
  type Delivery,
  type DeliveryRecord,
  type EndedAlert,
} from "@nhip/contracts";
import { ACKNOWLEDGE_LUA, END_LUA, RAISE_LUA } from "./alerts.lua.ts";
import type { Redis } from "./connection.ts";
import type { Keys } from "./keys.ts";
import { script } from "./script.ts";

const ENDED_KEPT = 200;
const RECORDS_KEPT = 200;
const raiseScript = script(RAISE_LUA);
const endScript = script(END_LUA);
const acknowledgeScript = script(ACKNOWLEDGE_LUA);

/** Rules, the alerts that hold, those that ended, and what was sent of them. Every method rejects when Redis does. */
export function createAlerts(redis: Redis, keys: Keys) {
  return {
    /** The settings of all wards that have any. */
    async allSettings(): Promise<Map<string, AlertSettings>> {
      const all = await redis.hgetall(keys.alerting);
      return new Map(
        Object.entries(all).map(([ward, text]) => [ward, AlertSettings.parse(JSON.parse(text))]),
      );
    },

    async settings(ward: string): Promise<AlertSettings> {
      const text = await redis.hget(keys.alerting, ward);
      return AlertSettings.parse(text === null ? {} : JSON.parse(text));
    },

    async saveSettings(ward: string, settings: AlertSettings): Promise<void> {
      await redis.hset(keys.alerting, ward, JSON.stringify(settings));
    },

    /** Says that an alert holds. Resolves to true when messages were put into the outbox. */
    async raise(
      ward: string,
      alert: Alert,
      options: { now: number; repeatMs: number; notBefore: number | null; channels: readonly string[] },
    ): Promise<boolean> {
      const { now, repeatMs, notBefore, channels } = options;
      const [made] = await raiseScript(
        redis,
        [keys.alerts(ward), keys.alerts(ward, "sent"), keys.alerts(ward, "outbox")],
        [alert.key, JSON.stringify(alert), now, repeatMs, notBefore ?? 0, ...channels],
      );
      return made === 1;
    },

    /** Says that an alert holds no more. */
    async end(ward: string, key: string, now: number): Promise<void> {
      await endScript(redis, [keys.alerts(ward), keys.alerts(ward, "ended")], [key, now, ENDED_KEPT]);
    },

    /** Resolves to false when there is no such alert. */
    async acknowledge(ward: string, key: string, now: number, note: string): Promise<boolean> {
      const [was] = await acknowledgeScript(redis, [keys.alerts(ward)], [key, now, note]);
      return was === 1;
    },

    async active(ward: string): Promise<ActiveAlert[]> {
      const all = await redis.hvals(keys.alerts(ward));
      return all.map((text) => JSON.parse(text) as ActiveAlert).toSorted((a, b) => a.since - b.since);
    },

    async ended(ward: string): Promise<EndedAlert[]> {
      const all = await redis.lrange(keys.alerts(ward, "ended"), 0, ENDED_KEPT - 1);
      return all.map((text) => JSON.parse(text) as EndedAlert);
    },

    /** Messages that nobody has put on the queue yet, as they stand in the outbox. */
    async outbox(ward: string): Promise<{ text: string; delivery: Delivery }[]> {
      const all = await redis.lrange(keys.alerts(ward, "outbox"), 0, -1);
      return all.map((text) => ({ text, delivery: { ...(JSON.parse(text) as Delivery), ward } }));
    },

    async takeFromOutbox(ward: string, text: string): Promise<void> {
      await redis.lrem(keys.alerts(ward, "outbox"), 1, text);
    },

    async record(ward: string, id: string): Promise<DeliveryRecord | undefined> {
      const text = await redis.hget(keys.alerts(ward, "deliveries"), id);
      return text === null ? undefined : (JSON.parse(text) as DeliveryRecord);
    },

    async saveRecord(ward: string, record: DeliveryRecord): Promise<void> {
      const [all, order] = [keys.alerts(ward, "deliveries"), keys.alerts(ward, "delivery-order")];
      await redis
        .multi()
        .hset(all, record.id, JSON.stringify(record))
        .zadd(order, "NX", record.at, record.id)
        .exec();
      const old = await redis.zrange(order, 0, -RECORDS_KEPT - 1);
      if (old.length > 0)
        await redis
          .multi()
          .hdel(all, ...old)
          .zrem(order, ...old)
          .exec();
    },

    /** The newest messages and how they fared. */
    async records(ward: string): Promise<DeliveryRecord[]> {
      const all = await redis.hvals(keys.alerts(ward, "deliveries"));
      return all.map((text) => JSON.parse(text) as DeliveryRecord).toSorted((a, b) => b.at - a.at);
    },
  };
}
export type Alerts = ReturnType<typeof createAlerts>;
