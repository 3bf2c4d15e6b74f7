import { inject, type InjectionKey, onScopeDispose, provide, shallowRef, type ShallowRef } from "vue";
import { postJson } from "../api/get-json.ts";
import { paths } from "../api/paths.ts";
import { useText } from "../i18n/useText.ts";
import { useLive } from "../live/useLive.ts";
import type { DeviceStore } from "./device-store.ts";
import { createOutbox, type Hold, type Outbox, type OutboxEntry } from "./outbox.ts";

const LOCK = "nhip.outbox";
export type OutboxView = Pick<Outbox, "add" | "discard" | "retry"> & {
  entries: ShallowRef<OutboxEntry[]>;
  hold: ShallowRef<Hold>;
  isDurable: ShallowRef<boolean>;
};
const KEY: InjectionKey<OutboxView> = Symbol("outbox");

/** The device's outbox for as long as the page is open: it sends when the connection, the page or another tab comes back. */
export function provideOutbox(store: DeviceStore, by: string): OutboxView {
  const live = useLive();
  const { locale } = useText();
  const entries: ShallowRef<OutboxEntry[]> = shallowRef([]);
  const hold: ShallowRef<Hold> = shallowRef(null);
  const isDurable = shallowRef(true);
  const show = (): void => {
    entries.value = outbox.entries();
    hold.value = outbox.hold();
    isDurable.value = store.isDurable();
  };
  const outbox = createOutbox({
    store,
    by,
    post: (ward, event) => postJson(paths.statements(ward), locale.value, { events: [event] }),
    // Over plain http from another computer browsers have no locks; the id still makes each report count once.
    alone: (work) => ("locks" in navigator ? navigator.locks.request(LOCK, work) : work()),
    now: () => live.serverNow(),
    newId: randomId,
    later: (ms, work) => {
      const timer = setTimeout(work, ms);
      return () => clearTimeout(timer);
    },
    onChange: show,
  });
  const onVisible = (): void => {
    if (!document.hidden) outbox.retry();
  };
  const onStorage = ({ key }: StorageEvent): void => {
    if (key === null || key.startsWith("nhip.outbox.")) show();
  };
  window.addEventListener("online", outbox.retry);
  window.addEventListener("storage", onStorage);
  document.addEventListener("visibilitychange", onVisible);
  onScopeDispose(() => {
    outbox.stop();
    window.removeEventListener("online", outbox.retry);
    window.removeEventListener("storage", onStorage);
    document.removeEventListener("visibilitychange", onVisible);
  });
  show();
  outbox.retry();
  const view: OutboxView = { ...outbox, entries, hold, isDurable };
  provide(KEY, view);
  return view;
}

/** The same, further down. */
export function useOutbox(): OutboxView {
  const view = inject(KEY);
  if (view === undefined) throw new Error("useOutbox outside of the page");
  return view;
}

/** 128 random bits; `crypto.randomUUID` is there over https and on this machine alone. */
function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
