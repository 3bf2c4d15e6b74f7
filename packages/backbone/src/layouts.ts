import type { PageLayout } from "@nhip/contracts";
import type { Redis } from "./connection.ts";
import type { Keys } from "./keys.ts";

/** How people arranged their pages, one layout by ward and account. Every method rejects when Redis does. */
export function createLayouts(redis: Redis, keys: Keys) {
  return {
    /** `null` where the account has arranged nothing. */
    async read(ward: string, account: string): Promise<PageLayout | null> {
      const text = await redis.hget(keys.layouts(ward), account);
      return text === null ? null : layoutIn(text);
    },

    /** `null` forgets it. */
    async save(ward: string, account: string, layout: PageLayout | null): Promise<void> {
      if (layout === null) await redis.hdel(keys.layouts(ward), account);
      else await redis.hset(keys.layouts(ward), account, JSON.stringify(layout));
    },
  };
}
export type Layouts = ReturnType<typeof createLayouts>;

/** Guarantee: only {@link createLayouts} writes it, of what the contract let through. */
function layoutIn(text: string): PageLayout {
  return JSON.parse(text) as PageLayout;
}
