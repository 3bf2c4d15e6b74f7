import type { KpiReading, Pulse } from "@nhip/contracts";
import { createApp } from "vue";
import { takeEarly } from "./api/early.ts";
import { paths } from "./api/paths.ts";
import App from "./app/App.vue";
import { LANGUAGE, createMessages } from "./i18n/create-i18n.ts";
import { createLive } from "./live/live.ts";
import { snapshotOf } from "./live/still.ts";
import { openLate } from "./live/late-wire.ts";
import { createRoutes } from "./app/router.ts";
import { reloadOnLostChunk } from "./app/reload.ts";
import { keptPreferences } from "./settings/preferences-store.ts";
import "./styles/main.css";

reloadOnLostChunk(window, sessionStorage);

const live = createLive({
  open: openLate(async () => (await import("./live/socket-wire.ts")).openSocketWire(() => null)),
  monotonic: () => performance.now(),
  wall: () => Date.now(),
  random: () => Math.random(),
  early: {
    snapshot: (ward, period) => {
      const reading = takeEarly<KpiReading>(paths.kpis(ward, period));
      return reading === null ? null : snapshotOf(reading, period);
    },
    pulse: () => takeEarly<Pulse>(paths.pulse()),
  },
});
document.addEventListener("visibilitychange", () => live.hidden(document.hidden));

const { i18n, language } = createMessages();
/** A page never appears in one language to go on in another. Not awaited here: the words of English import from this file's chunk. */
async function begin(): Promise<void> {
  await language.speak(keptPreferences().locale);
  createApp(App, { live })
    .use(createRoutes(language.learn))
    .use(i18n)
    .provide(LANGUAGE, language)
    .mount("#app");
}
void begin();
