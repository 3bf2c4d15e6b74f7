import { inject, type InjectionKey, provide, type Ref, ref, shallowRef, watch } from "vue";
import { LANGUAGE } from "../i18n/create-i18n.ts";
import type { Preferences, Theme } from "./preferences.ts";
import { keepPreferences, keptPreferences } from "./preferences-store.ts";

type State = {
  preferences: Ref<Preferences>;
  shown: Ref<"light" | "dark">;
  force: (theme: Theme | null) => void;
};
const KEY: InjectionKey<State> = Symbol("preferences");

/** Sets up theme and language for the whole page; called once, by the app. */
export function providePreferences(): State {
  const language = inject(LANGUAGE);
  const preferences = ref(keptPreferences());
  const forced = shallowRef<Theme | null>(null);
  const device = window.matchMedia("(prefers-color-scheme: dark)");
  const deviceDark = shallowRef(device.matches);
  device.addEventListener("change", (event) => {
    deviceDark.value = event.matches;
  });
  const shown = ref<"light" | "dark">("light");
  watch(
    [preferences, forced, deviceDark],
    () => {
      const theme = forced.value ?? preferences.value.theme;
      shown.value = theme === "system" ? (deviceDark.value ? "dark" : "light") : theme;
      document.documentElement.dataset.theme = shown.value;
      document.documentElement.lang = preferences.value.locale;
      void language?.speak(preferences.value.locale);
      keepPreferences(preferences.value);
    },
    { deep: true, immediate: true, flush: "sync" },
  );
  const state: State = {
    preferences,
    shown,
    force: (theme) => {
      forced.value = theme;
    },
  };
  provide(KEY, state);
  return state;
}

/** Theme, language and patterns, and the theme that is on screen. */
export function usePreferences(): State {
  const state = inject(KEY);
  if (state === undefined) throw new Error("usePreferences outside of the app");
  return state;
}
