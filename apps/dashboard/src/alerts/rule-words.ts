import type { AlarmCode, AlertRule } from "@nhip/contracts";
import { alarmName } from "@nhip/domain";
import { formatDecimal } from "../format/number.ts";
import { useText } from "../i18n/useText.ts";

/** A KPI that a rule may speak of. */
export type KpiChoice = { id: string; label: string };
const PERIODS = ["today", "week", "month", "quarter", "year"] as const;

/** The words of periods, alarms and whole rules. */
export function usePeriodWords() {
  const { t, locale } = useText();
  const alarm = (code: AlarmCode): string => alarmName(code, locale.value);
  return {
    periods: PERIODS.map((value) => ({ value, text: t(`alerts.periods.${value}`) })),
    alarm,
    /** A rule in one sentence. */
    rule: ({ when }: AlertRule, kpis: readonly KpiChoice[]): string => {
      if (when.kind === "alarm") return t("alerts.ruleAlarm", { code: alarm(when.code) });
      const kpi = kpis.find(({ id }) => id === when.kpi)?.label ?? when.kpi;
      const period = t(`alerts.periods.${when.period}`);
      if (when.kind === "pace")
        return t("alerts.rulePace", { kpi, period, value: formatDecimal(when.points) });
      const words = { kpi, period, op: t(`alerts.${when.op}`), value: formatDecimal(when.value) };
      return t("alerts.ruleThreshold", words);
    },
  };
}
