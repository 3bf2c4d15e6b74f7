import type { Locale } from "@nhip/contracts";
import { createI18n } from "vue-i18n";
import { en } from "./en.ts";
import { vi } from "./vi.ts";

/** Messages are compiled to a tree and walked, never evaluated, so a strict content policy holds. */
export function createMessages(locale: Locale) {
  return createI18n({
    legacy: false,
    locale,
    fallbackLocale: "vi",
    messages: { vi, en },
    warnHtmlMessage: false,
  });
}
