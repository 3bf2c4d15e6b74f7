import { onScopeDispose } from "vue";

/** Asks the computer not to switch the screen off, where it can be asked; again each time the page is back in sight. */
export function useWakeLock(): void {
  let lock: WakeLockSentinel | null = null;
  let gone = false;
  async function ask(): Promise<void> {
    if (document.hidden || !("wakeLock" in navigator)) return;
    const got = await navigator.wakeLock.request("screen").catch(() => null);
    if (gone) void got?.release();
    else lock = got;
  }
  const again = (): void => void ask();
  document.addEventListener("visibilitychange", again);
  void ask();
  onScopeDispose(() => {
    gone = true;
    document.removeEventListener("visibilitychange", again);
    void lock?.release();
  });
}
