import { onScopeDispose } from "vue";

const SCOPE = "/chi-bo";

/** Lets this page be opened without a network from now on, and be put on the phone's first screen; no other page is. */
export function useShell(): void {
  if (import.meta.env.PROD && "serviceWorker" in navigator)
    // Where it may not be registered the page works as long as there is a network.
    void navigator.serviceWorker
      .register("/sw.js", { scope: SCOPE, updateViaCache: "none" })
      .catch(() => undefined);
  const link = document.createElement("link");
  link.rel = "manifest";
  link.href = "/chi-bo.webmanifest";
  document.head.append(link);
  onScopeDispose(() => link.remove());
}
