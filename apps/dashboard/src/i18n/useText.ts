import type { Kpi, Locale } from "@nhip/contracts";
import { kpiLabel } from "@nhip/domain";
import { computed, type ComputedRef } from "vue";
import { useI18n } from "vue-i18n";
import type { DurationPart } from "../format/duration.ts";
import { formatCount } from "../format/number.ts";
import { isMessageKey } from "./message-key.ts";
import type { MessageKey, Params, Text } from "./text.ts";

export type Words = {
  t: Text;
  locale: ComputedRef<Locale>;
  /** A length of time in words: `2 giờ 15 phút`. */
  duration: (parts: DurationPart | readonly DurationPart[]) => string;
  /** A KPI's name: ours where we have one, otherwise the server's. */
  kpiName: (kpi: Pick<Kpi, "id" | "label">) => string;
};

/** All words on screen, with keys that the compiler checks. */
export function useText(): Words {
  const { t: translate, locale } = useI18n({ useScope: "global" });
  const t = (key: MessageKey, params: Params = {}): string =>
    typeof params.count === "number" ? translate(key, params, params.count) : translate(key, params);
  const part = ({ unit, count }: DurationPart): string => t(`time.${unit}`, { n: formatCount(count), count });
  return {
    t,
    locale: computed(() => (locale.value === "en" ? "en" : "vi")),
    duration: (parts) => ("unit" in parts ? part(parts) : parts.map(part).join(" ")),
    kpiName: ({ id, label }) => {
      const key = `kpi.${id}`;
      if (isMessageKey(key)) return t(key);
      if (locale.value === "vi") return label;
      const named = kpiLabel(id, "en");
      return id.endsWith(named) ? label : named;
    },
  };
}
