const KEY = "nhip.token";

/** Takes a screen's token from `#token=…` once, keeps it on this device and clears it from the address bar. */
export function takeToken(place: Location, history: History, store: Storage): void {
  const found = new URLSearchParams(place.hash.slice(1)).get("token");
  if (found === null) return;
  store.setItem(KEY, found);
  history.replaceState(history.state, "", place.pathname + place.search);
}

/** The token kept on this device; null where one signs in by cookie. */
export function storedToken(store: Storage): string | null {
  return store.getItem(KEY);
}
