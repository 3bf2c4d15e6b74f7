import { createHash } from "node:crypto";
import { WardSettings } from "@nhip/contracts";
import type { Resettled } from "./change.ts";
import type { Redis } from "./connection.ts";
import type { Keys } from "./keys.ts";
import { script } from "./script.ts";
import { REPLACE_LUA } from "./wards.lua.ts";

const replaceScript = script(REPLACE_LUA);
const TOLD: Resettled = { settings: true };

/** The wards of this house and what each sets for itself. */
export function createWards(redis: Redis, keys: Keys) {
  return {
    async list(): Promise<WardSettings[]> {
      const all = await redis.hgetall(keys.wards);
      return Object.values(all)
        .map((text) => WardSettings.parse(JSON.parse(text)))
        .toSorted((a, b) => a.name.localeCompare(b.name, "vi"));
    },

    async find(id: string): Promise<WardSettings | undefined> {
      const text = await redis.hget(keys.wards, id);
      return text === null ? undefined : WardSettings.parse(JSON.parse(text));
    },

    /** The settings and the version that names them, for who means to `replace` them. */
    async read(id: string): Promise<{ settings: WardSettings; version: string } | undefined> {
      const text = await redis.hget(keys.wards, id);
      if (text === null) return undefined;
      return { settings: WardSettings.parse(JSON.parse(text)), version: digestOf(text) };
    },

    /** Keeps settings whatever stood there before, and tells those who watch the ward. */
    async save(settings: WardSettings): Promise<void> {
      await redis.hset(keys.wards, settings.id, JSON.stringify(settings));
      await redis.publish(keys.changes(settings.id), JSON.stringify(TOLD));
    },

    /**
     * Keeps settings in the place of those that `version` names, and tells those who watch the ward. Resolves to the new
     * version, or to `null` when somebody else has changed them meanwhile; then nothing is kept.
     */
    async replace(settings: WardSettings, version: string): Promise<string | null> {
      const text = JSON.stringify(settings);
      const [kept] = await replaceScript(
        redis,
        [keys.wards],
        [settings.id, version, text, keys.changes(settings.id), JSON.stringify(TOLD)],
      );
      return kept === 1 ? digestOf(text) : null;
    },

    /** Makes a ward known under its id as name, unless it is known already. */
    async ensure(id: string): Promise<void> {
      await redis.hsetnx(keys.wards, id, JSON.stringify(WardSettings.parse({ id, name: id })));
    },
  };
}
export type Wards = ReturnType<typeof createWards>;

function digestOf(text: string): string {
  return createHash("sha1").update(text).digest("hex");
}
