import { createLive, type Live } from "../apps/dashboard/src/live/live.ts";
import { openSocketWire } from "../apps/dashboard/src/live/socket-wire.ts";

/** A screen's own connection as the dashboard has it, without a browser around it. */
export function openDisplay(origin: string, token: () => string | null): Live {
  const { host, protocol } = new URL(origin);
  // A page connects to where it came from.
  Object.defineProperty(globalThis, "location", { value: { host, protocol }, configurable: true });
  const live = createLive({
    open: openSocketWire(token),
    monotonic: () => performance.now(),
    wall: Date.now,
    random: Math.random,
  });
  live.start();
  return live;
}

/** What a display has of a ward and period: its revision, and values by KPI. */
export function shownOn({ snapshot }: ReturnType<Live["follow"]>["channel"]) {
  return {
    rev: snapshot.value?.rev,
    values: Object.fromEntries(snapshot.value?.kpis.map(({ id, value }) => [id, value]) ?? []),
  };
}
