import { computed, onScopeDispose, shallowRef, type ComputedRef } from "vue";
import type { DeviceStore } from "./device-store.ts";

/** The browser's own question whether to install, held back until somebody wants it; no type of the platform yet. */
type InstallEvent = Event & { prompt: () => Promise<unknown> };
const KEPT = "nhip.install";

export type Install = {
  /** How it can be put on the phone's first screen: by a button, by hand (iPhone), or not at all or not again. */
  way: ComputedRef<"button" | "by-hand" | null>;
  install: () => Promise<void>;
  /** Not asked for again on this device. */
  dismiss: () => void;
};

/** Offers to put the page on the phone's first screen, once, and not where it is there already. */
export function useInstall(store: DeviceStore): Install {
  const offered = shallowRef<InstallEvent | null>(null);
  const isDone = shallowRef(store.read(KEPT) !== null || matchMedia("(display-mode: standalone)").matches);
  const isApple = /iPhone|iPad/.test(navigator.userAgent);

  function hear(event: Event): void {
    event.preventDefault();
    offered.value = event as InstallEvent;
  }
  function finish(): void {
    store.write(KEPT, "done");
    isDone.value = true;
  }
  addEventListener("beforeinstallprompt", hear);
  addEventListener("appinstalled", finish);
  onScopeDispose(() => {
    removeEventListener("beforeinstallprompt", hear);
    removeEventListener("appinstalled", finish);
  });
  return {
    way: computed(() => {
      if (isDone.value) return null;
      return offered.value === null ? (isApple ? "by-hand" : null) : "button";
    }),
    install: async () => {
      await offered.value?.prompt();
      offered.value = null;
    },
    dismiss: finish,
  };
}
