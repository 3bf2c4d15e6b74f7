/** Fills the screen and enlarges the page for a room, or goes back. Browsers that have no full screen only enlarge it. */
export async function toggleFullScreen(): Promise<void> {
  const root = document.documentElement;
  if (root.dataset["density"] === "meeting") {
    delete root.dataset["density"];
    if (document.fullscreenElement !== null) await document.exitFullscreen().catch(() => undefined);
    return;
  }
  root.dataset["density"] = "meeting";
  await root.requestFullscreen?.().catch(() => undefined);
}

/** Follows the browser's own way out of full screen (Esc, F11); the answer stops it. */
export function followFullScreen(): () => void {
  const left = (): void => {
    if (document.fullscreenElement === null) delete document.documentElement.dataset["density"];
  };
  document.addEventListener("fullscreenchange", left);
  return () => document.removeEventListener("fullscreenchange", left);
}
