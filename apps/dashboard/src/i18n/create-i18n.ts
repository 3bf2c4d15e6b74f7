import type { Locale } from "@nhip/contracts";
import { shallowRef, type InjectionKey, type ShallowRef } from "vue";
import { createI18n } from "vue-i18n";
import type { Messages } from "./text.ts";
import { vi } from "./vi.ts";

export type Language = {
  /** Changes the language of the page, once its messages are there. */
  speak: (locale: Locale) => Promise<void>;
  /** Fetches what the pages say that are not the first one; once. */
  learn: () => Promise<void>;
  /** A KPI's English name by its id; null until English was wanted. */
  englishName: ShallowRef<((id: string) => string) | null>;
};
export const LANGUAGE: InjectionKey<Language> = Symbol("language");

/**
 * Messages are compiled to a tree and walked, never evaluated, so a strict content policy holds. The Vietnamese of the first
 * page is there at once; that of the others comes with the first of them, and English with the first who wants it.
 */
export function createMessages() {
  const first: Pick<Messages, keyof typeof vi> = vi;
  const messages: Record<Locale, Pick<Messages, keyof typeof vi>> = { vi: first, en: first };
  const i18n = createI18n({
    legacy: false,
    locale: "vi",
    fallbackLocale: "vi",
    messages,
    warnHtmlMessage: false,
  });
  const englishName: Language["englishName"] = shallowRef(null);
  let learnt: Promise<void> | null = null;
  const language: Language = {
    speak: async (locale) => {
      if (locale === "en" && englishName.value === null) {
        const { en, kpiName } = await import("./english.ts");
        i18n.global.setLocaleMessage("en", en);
        englishName.value = kpiName;
      }
      i18n.global.locale.value = locale;
    },
    learn: () => {
      learnt ??= import("./vi-pages.ts").then(({ viPages }) => i18n.global.mergeLocaleMessage("vi", viPages));
      // A line that broke is no reason to stay without words.
      learnt.catch(() => (learnt = null));
      return learnt;
    },
    englishName,
  };
  return { i18n, language };
}
