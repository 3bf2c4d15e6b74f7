import type { Locale } from "@nhip/contracts";
import type { InjectionKey } from "vue";
import { createI18n } from "vue-i18n";
import type { Messages } from "./text.ts";
import { vi } from "./vi.ts";

/** Changes the language of the page, once its messages are there. */
export type Speak = (locale: Locale) => Promise<void>;
export const SPEAK: InjectionKey<Speak> = Symbol("speak");

/**
 * Messages are compiled to a tree and walked, never evaluated, so a strict content policy holds. Vietnamese is there at once
 * and stands in for English, which is fetched by the first who wants it, so that nobody else loads it.
 */
export function createMessages() {
  const messages: Record<Locale, Messages> = { vi, en: vi };
  const i18n = createI18n({
    legacy: false,
    locale: "vi",
    fallbackLocale: "vi",
    messages,
    warnHtmlMessage: false,
  });
  const speak: Speak = async (locale) => {
    if (locale === "en") i18n.global.setLocaleMessage("en", (await import("./en.ts")).en);
    i18n.global.locale.value = locale;
  };
  return { i18n, speak };
}
