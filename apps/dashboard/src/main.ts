import { createApp } from "vue";
import App from "./app/App.vue";
import { SPEAK, createMessages } from "./i18n/create-i18n.ts";
import { createLive } from "./live/live.ts";
import { openSocketWire } from "./live/socket-wire.ts";
import { createRoutes } from "./app/router.ts";
import { reloadOnLostChunk } from "./app/reload.ts";
import { keptPreferences } from "./settings/preferences-store.ts";
import "./styles/main.css";

reloadOnLostChunk(window, sessionStorage);

const live = createLive({
  open: openSocketWire(() => null),
  monotonic: () => performance.now(),
  wall: () => Date.now(),
  random: () => Math.random(),
});
document.addEventListener("visibilitychange", () => live.hidden(document.hidden));

const { i18n, speak } = createMessages();
// A page never appears in one language to go on in another.
await speak(keptPreferences().locale);
createApp(App, { live }).use(createRoutes()).use(i18n).provide(SPEAK, speak).mount("#app");
