import { fieldLabel } from "@nhip/domain";
import { useDutyWords } from "../cell/useDutyWords.ts";
import { age, span } from "../format/duration.ts";
import { formatCount, formatDecimal, formatFigure } from "../format/number.ts";
import { momentText } from "../format/time.ts";
import { useText } from "../i18n/useText.ts";
import { usePlanWords } from "../plan/usePlanWords.ts";
import { useLive } from "../live/useLive.ts";
import type { Sentence } from "./sentences.ts";

/** So many units are named in a sentence; the others are counted. */
const NAMED = 2;

/** A sentence in words. */
export function useSentence(): (sentence: Sentence) => string {
  const live = useLive();
  const { t, duration, kpiName, locale } = useText();
  const { periodText } = useDutyWords();
  const plan = usePlanWords();
  return (sentence) => {
    switch (sentence.kind) {
      case "overdue":
      case "due-soon": {
        const { count, first } = sentence;
        const words = { n: formatCount(count), count };
        if (first === null || first.dueAt === null)
          return t(sentence.kind === "overdue" ? "attention.overdue" : "attention.dueSoon", words);
        const field = fieldLabel(first.field, locale.value);
        const due = Date.parse(first.dueAt);
        if (sentence.kind === "overdue")
          return t("attention.overdueOldest", {
            ...words,
            span: duration(span(live.serverNow() - due)),
            field,
          });
        return t("attention.dueSoonFirst", { ...words, time: momentText(due, live.serverNow()), field });
      }
      case "off-target": {
        const { kpi, value, target, gap } = sentence;
        const words = {
          label: kpiName(kpi),
          value: formatFigure(value, kpi.unit),
          target: formatFigure(target, kpi.unit),
        };
        if (value > target) return t("attention.aboveTarget", words);
        return t(kpi.unit === "percent" ? "attention.belowTarget" : "attention.belowTargetCount", {
          ...words,
          gap: formatDecimal(gap),
        });
      }
      case "behind-plan": {
        const { row } = sentence;
        const { value, pace, ahead, unit } = row;
        if (value === null || pace === null || ahead === null) return plan.name(row);
        const words = {
          label: plan.name(row),
          value: formatFigure(value, unit),
          pace: formatFigure(pace, unit),
          gap: formatDecimal(Math.abs(ahead)),
        };
        if (row.direction === "lower") return t("plan.attention.over", words);
        return t(unit === "percent" ? "plan.attention.behindPoints" : "plan.attention.behind", words);
      }
      case "check":
        return t("attention.check", {
          label: sentence.check.label,
          left: formatDecimal(sentence.left),
          right: formatDecimal(sentence.right),
        });
      case "unreported": {
        const { units, period } = sentence;
        const words = { units: units.slice(0, NAMED).join(", "), period: periodText(period) };
        const n = units.length - NAMED;
        return n > 0
          ? t("reports.sentenceMany", { ...words, n: formatCount(n), count: n })
          : t("reports.sentence", words);
      }
      case "behind":
        return t("attention.behind", { age: duration(age(sentence.behindMs)) });
    }
  };
}

/** The KPI that a sentence is about, to be explained on a press. */
export function kpiOf(sentence: Sentence): string | null {
  switch (sentence.kind) {
    case "overdue":
      return "dossiers.overdue";
    case "due-soon":
      return "dossiers.dueSoon";
    case "off-target":
      return sentence.kpi.id;
    case "unreported":
      return "reports.missing";
    case "behind-plan":
      return sentence.row.id;
    case "check":
    case "behind":
      return null;
  }
}
