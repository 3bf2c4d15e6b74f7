const LOST_KEY = "nhip.reloaded-for-chunk";
const ONCE_MS = 300_000;

/** A chunk that is gone means a new build: reloads, at most once in five minutes, so it never loops (pitfall V11). */
export function reloadOnLostChunk(page: Window, store: Storage): void {
  page.addEventListener("vite:preloadError", (event) => {
    if (Date.now() - Number(store.getItem(LOST_KEY) ?? 0) < ONCE_MS) return;
    event.preventDefault();
    store.setItem(LOST_KEY, String(Date.now()));
    page.location.reload();
  });
}
