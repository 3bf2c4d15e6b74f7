import type { KeptLife, KeptScreen } from "@nhip/backbone";
import type { ScreenAsk, ScreenOrders, ScreenRow, ScreenView, WallScene } from "@nhip/contracts";
import { formatInstant } from "@nhip/domain";

const MINUTE_MS = 60_000;

/** Orders without those whose time is over. */
export function ordersAt({ hold, message }: ScreenOrders, now: number): ScreenOrders {
  const holds = <T extends { until: string }>(order: T | null): T | null =>
    order !== null && Date.parse(order.until) > now ? order : null;
  return { hold: holds(hold), message: holds(message) };
}

/** A screen as it is told about itself. */
export function viewOf({ id, setup, orders }: KeptScreen, now: number): ScreenView {
  return { id, ...setup, ...ordersAt(orders, now) };
}

/** A screen as those who look after it see it. */
export function rowOf(screen: KeptScreen, life: KeptLife | undefined, now: number): ScreenRow {
  return {
    ...viewOf(screen, now),
    createdAt: formatInstant(screen.createdAt),
    by: screen.by,
    life: life === undefined ? null : { ...life, at: formatInstant(life.at) },
  };
}

/** Orders after somebody has asked for something. A screen that is held stays held, at what it shows then. */
export function ordersAfter(
  orders: ScreenOrders,
  ask: ScreenAsk,
  scenes: readonly WallScene[],
  now: number,
): ScreenOrders {
  const is = ordersAt(orders, now);
  const until = (minutes: number): string => formatInstant(now + minutes * MINUTE_MS);
  switch (ask.do) {
    case "hold":
      return { ...is, hold: { scene: is.hold?.scene ?? null, until: until(ask.minutes) } };
    case "skip":
      return { ...is, hold: is.hold && { ...is.hold, scene: after(is.hold.scene, scenes) } };
    case "show":
      return { ...is, hold: is.hold && { ...is.hold, scene: ask.scene } };
    case "message":
      return { ...is, message: { text: ask.text, until: until(ask.minutes) } };
    case "clear":
      return { ...is, message: null };
    case "resume":
      return { ...is, hold: null };
  }
}

function after(scene: WallScene | null, scenes: readonly WallScene[]): WallScene | null {
  return scene === null ? null : (scenes[(scenes.indexOf(scene) + 1) % scenes.length] ?? null);
}
