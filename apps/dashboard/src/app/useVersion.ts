import { onScopeDispose, shallowRef, type ShallowRef, watch } from "vue";
import { useLive } from "../live/useLive.ts";
import { versionStep } from "../live/version.ts";

const KEY = "nhip.reloaded-for";
const SPREAD_MS = 120_000;

/** True once a newer server version offers a reload. Unattended screens reload by themselves within two minutes, once a version. */
export function useVersion(unattended: () => boolean): ShallowRef<boolean> {
  const live = useLive();
  const offered = shallowRef(false);
  // The build that this page is of. A development server does not say; then it is the first that is heard of.
  let first: string | null = document.documentElement.dataset["version"] ?? null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  watch(live.pulse, (pulse) => {
    if (pulse === null) return;
    first ??= pulse.version;
    const step = versionStep(first, pulse.version, sessionStorage.getItem(KEY), unattended());
    offered.value = step === "offer";
    if (step !== "reload" || timer !== undefined) return;
    timer = setTimeout(() => {
      sessionStorage.setItem(KEY, pulse.version);
      location.reload();
    }, Math.random() * SPREAD_MS);
  });
  onScopeDispose(() => clearTimeout(timer));
  return offered;
}
