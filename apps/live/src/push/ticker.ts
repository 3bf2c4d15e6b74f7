import type { Ticker, TickerEvent } from "@nhip/contracts";

const MAX_PER_SECOND = 5;

/** At most five events a second of one ward; what is over is dropped, for it is a sight and not a figure. */
export function createTicker(ward: string, emit: (frame: Ticker) => void, now: () => number) {
  let second = 0;
  let sent = 0;
  return (events: readonly TickerEvent[]): void => {
    const current = Math.floor(now() / 1_000);
    if (current !== second) {
      second = current;
      sent = 0;
    }
    const room = events.slice(0, Math.max(0, MAX_PER_SECOND - sent));
    if (room.length === 0) return;
    sent += room.length;
    emit({ ward, events: room });
  };
}
