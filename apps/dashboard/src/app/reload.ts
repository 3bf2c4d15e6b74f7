const LOST_KEY = "nhip.reloaded-for-chunk";
const ONCE_MS = 300_000;

/** A chunk that is gone means a new build: reloads, at most once in five minutes, so it never loops (pitfall V11). */
export function reloadOnLostChunk(page: Window, store: Storage): void {
  page.addEventListener("vite:preloadError", (event) => {
    if (msToReload(store, Date.now()) > 0) return;
    event.preventDefault();
    reloadOnce(page, store);
  });
}

/** How long to wait before the page may be loaded anew once more, in ms. */
export function msToReload(store: Storage, now: number): number {
  return Math.max(0, Number(store.getItem(LOST_KEY) ?? 0) + ONCE_MS - now);
}

/** Loads the page anew, and notes when. */
export function reloadOnce(page: Window, store: Storage): void {
  store.setItem(LOST_KEY, String(Date.now()));
  page.location.reload();
}
