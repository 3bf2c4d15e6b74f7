import { AppError } from "@nhip/contracts";
import { decodeChange, type Recounted, type Resettled, type WardChange } from "./change.ts";
import type { Redis } from "./connection.ts";
import type { Keys } from "./keys.ts";

/** The longest that one who wants to follow waits for the subscription. */
const FOLLOW_MS = 1_500;

type Listener = (change: WardChange | Recounted | Resettled) => void;

/**
 * Hears what commits publish. A subscriber can be connected and deaf, so it also listens to itself: `lastHeardAt` moves
 * only when a heartbeat that went out through Redis came back in.
 */
export function createChanges(deps: {
  command: Redis;
  subscriber: Redis;
  keys: Keys;
  id: string;
  now: () => number;
}) {
  const { command, subscriber, keys, id, now } = deps;
  const listeners = new Map<string, Listener>();
  const words = new Map<string, (message: string) => void>();
  const onReturns = new Set<() => void>();
  /** Subscriptions under way, so that asking again while the line is down does not pile up. */
  const asking = new Map<string, Promise<unknown>>();
  let lastHeardAt = -Infinity;
  let returns = 0;
  let wasReady = false;

  subscriber.on("message", (channel: string, message: string) => {
    if (channel === keys.heartbeat) {
      if (message === id) lastHeardAt = now();
      return;
    }
    const hearWord = words.get(channel);
    if (hearWord) return hearWord(message);
    try {
      listeners.get(channel)?.(decodeChange(message));
    } catch {
      // Not one of ours. The next change shows a gap, and the ward is read anew.
    }
  });
  subscriber.on("ready", () => {
    if (wasReady) void tellReturn();
    wasReady = true;
  });
  subscriber.subscribe(keys.heartbeat).catch(() => undefined);

  /** The client subscribes again by itself; what is asked after that is answered after that, so nothing falls between. */
  async function tellReturn(): Promise<void> {
    try {
      await subscriber.subscribe(keys.heartbeat, ...listeners.keys(), ...words.keys());
    } catch {
      return;
    }
    returns += 1;
    for (const onReturn of onReturns) onReturn();
  }

  function subscribe(channel: string): Promise<unknown> {
    let asked = asking.get(channel);
    if (!asked) {
      asked = subscriber.subscribe(channel).finally(() => asking.delete(channel));
      asking.set(channel, asked);
    }
    return asked;
  }

  return {
    /**
     * Follows a ward's commits; resolves once the subscription holds. One listener a ward. Rejects with
     * AppError("store-away") when it does not hold within 1.5 s, the subscriber's line alone being down included.
     */
    async follow(ward: string, listener: Listener): Promise<void> {
      const channel = keys.changes(ward);
      listeners.set(channel, listener);
      try {
        await within(subscribe(channel), FOLLOW_MS);
      } catch (error) {
        if (listeners.get(channel) === listener) listeners.delete(channel);
        throw new AppError("store-away", `changes of ${ward} cannot be followed`, {
          retryAfterSeconds: 2,
          cause: error,
        });
      }
    },

    async unfollow(ward: string): Promise<void> {
      listeners.delete(keys.changes(ward));
      await subscriber.unsubscribe(keys.changes(ward));
    },

    /** Hears what is published on a channel of its own; what is said while the line is down is lost. One listener a channel. */
    hear(channel: string, listener: (message: string) => void): void {
      words.set(channel, listener);
      subscribe(channel).catch(() => undefined);
    },

    /**
     * Hears when the subscriber is back after its line was cut: what was published meanwhile is lost, and a revision may
     * have fallen and grown again, so whatever was built from changes has to be read anew.
     */
    onReturn(hear: () => void): () => void {
      onReturns.add(hear);
      return () => onReturns.delete(hear);
    },

    /** How often the subscriber came back. */
    returns: (): number => returns,

    /** Sends a heartbeat; rejects when the store does not take it. */
    async beat(): Promise<void> {
      await command.publish(keys.heartbeat, id);
    },

    /** Takes a new line in place of one that is open and deaf; one that is being taken already is left alone. */
    renew(): void {
      if (subscriber.status === "ready") subscriber.disconnect(true);
    },

    /** When the last own heartbeat was heard, on the clock of `now`. */
    lastHeardAt(): number {
      return lastHeardAt;
    },
  };
}
export type Changes = ReturnType<typeof createChanges>;

/** Rejects when it takes longer. */
async function within(work: Promise<unknown>, limitMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${limitMs} ms`)), limitMs);
  });
  work.catch(() => undefined);
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
