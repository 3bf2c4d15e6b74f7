import type { Refusal } from "@nhip/contracts";
import { shallowRef, type ShallowRef } from "vue";
import { backOffMs } from "./back-off.ts";
import { FINAL_CODES, type OpenWire, type Wire, type WireEvents } from "./wire.ts";

export type ConnectionState = "connecting" | "open" | "lost" | "refused";
export type Connection = {
  wire: Wire;
  state: ShallowRef<ConnectionState>;
  refusal: ShallowRef<Refusal | null>;
  /** Connects at once, also after a refusal. */
  retry: () => void;
  /** Drops a line that has gone deaf and takes a new one. */
  renew: () => void;
  stop: () => void;
};

/** Keeps one connection up: jittered back-off for ever, except after a refusal that is final. */
export function createConnection(
  open: OpenWire,
  events: Omit<WireEvents, "closed">,
  random: () => number,
): Connection {
  const state = shallowRef<ConnectionState>("connecting");
  const refusal = shallowRef<Refusal | null>(null);
  let attempt = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function later(): void {
    clearTimeout(timer);
    timer = setTimeout(() => wire.connect(), backOffMs(attempt++, random));
  }
  const wire = open({
    ...events,
    open: () => {
      attempt = 0;
      clearTimeout(timer);
      state.value = "open";
      refusal.value = null;
      events.open();
    },
    closed: (why) => {
      if (why !== null && FINAL_CODES.includes(why.code)) {
        clearTimeout(timer);
        refusal.value = why;
        state.value = "refused";
        return;
      }
      state.value = "lost";
      later();
    },
  });
  function retry(): void {
    refusal.value = null;
    state.value = "connecting";
    clearTimeout(timer);
    wire.connect();
  }
  return {
    wire,
    state,
    refusal,
    retry,
    renew: () => {
      wire.disconnect();
      state.value = "lost";
      later();
    },
    stop: () => {
      clearTimeout(timer);
      wire.disconnect();
    },
  };
}
