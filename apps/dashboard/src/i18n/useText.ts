import type { Kpi, Locale } from "@nhip/contracts";
import { computed, inject, type ComputedRef } from "vue";
import { useI18n } from "vue-i18n";
import type { DurationPart } from "../format/duration.ts";
import { formatCount } from "../format/number.ts";
import { LANGUAGE } from "./create-i18n.ts";
import type { MessageKey, Params, Text } from "./text.ts";

export type Words = {
  t: Text;
  /** Whether there is such a message: for keys made from codes that a newer server may send. */
  isMessage: (key: string) => key is MessageKey;
  locale: ComputedRef<Locale>;
  /** A length of time in words: `2 giờ 15 phút`. */
  duration: (parts: DurationPart | readonly DurationPart[]) => string;
  /** A KPI's name: ours where we have one, otherwise the server's. */
  kpiName: (kpi: Pick<Kpi, "id" | "label">) => string;
};

/** All words on screen, with keys that the compiler checks. */
export function useText(): Words {
  const { t: translate, te, locale } = useI18n({ useScope: "global" });
  const englishName = inject(LANGUAGE)?.englishName;
  const isMessage = (key: string): key is MessageKey => te(key, "vi");
  const t = (key: MessageKey, params: Params = {}): string =>
    typeof params.count === "number" ? translate(key, params, params.count) : translate(key, params);
  const part = ({ unit, count }: DurationPart): string => t(`time.${unit}`, { n: formatCount(count), count });
  return {
    t,
    isMessage,
    locale: computed(() => (locale.value === "en" ? "en" : "vi")),
    duration: (parts) => ("unit" in parts ? part(parts) : parts.map(part).join(" ")),
    kpiName: ({ id, label }) => {
      const key = `kpi.${id}`;
      if (isMessage(key)) return t(key);
      const named = locale.value === "en" ? englishName?.value?.(id) : undefined;
      return named === undefined || id.endsWith(named) ? label : named;
    },
  };
}
