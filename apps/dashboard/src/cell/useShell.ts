import { onScopeDispose } from "vue";

const SCOPE = "/chi-bo";
/** What an installed page is, and its picture where manifests are not asked for one. */
const LINKS = { manifest: "/chi-bo.webmanifest", "apple-touch-icon": "/icon-192.png" };

/** Lets this page be opened without a network from now on, and be put on the phone's first screen; no other page is. */
export function useShell(): void {
  if (import.meta.env.PROD && "serviceWorker" in navigator)
    // Where it may not be registered the page works as long as there is a network.
    void navigator.serviceWorker
      .register("/sw.js", { scope: SCOPE, updateViaCache: "none" })
      .catch(() => undefined);
  const links = Object.entries(LINKS).map(([rel, href]) =>
    Object.assign(document.createElement("link"), { rel, href }),
  );
  document.head.append(...links);
  onScopeDispose(() => links.forEach((link) => link.remove()));
}
