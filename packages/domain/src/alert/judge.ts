import type { Alarm, AlarmCode, Alert, AlertRule, Kpi, KpiUnit, Locale } from "@nhip/contracts";

/** What a rule is held against: the KPIs of its period, and the alarms of the pipeline. */
export type AlertFacts = { kpis: readonly Kpi[]; alarms: readonly Alarm[] };

/** The alerts of one rule: none when it does not hold or its figure is not known, several when it speaks of sources. */
export function judgeAlert(rule: AlertRule, facts: AlertFacts): Alert[] {
  const { when } = rule;
  const head = { key: rule.id, rule: rule.id, name: rule.name };
  if (when.kind === "alarm")
    return facts.alarms
      .filter(({ code }) => code === when.code)
      .map((alarm) => ({
        ...head,
        key: alarm.source === undefined ? rule.id : `${rule.id}:${alarm.source}`,
        text: alarmText(alarm),
      }));
  const kpi = facts.kpis.find(({ id }) => id === when.kpi);
  if (!kpi || kpi.value === null) return [];
  const { value, unit, label } = kpi;
  const found = { ...head, kpi: kpi.id, period: when.period, unit, value };
  if (when.kind === "threshold") {
    const holds = when.op === "above" ? value > when.value : value < when.value;
    if (!holds) return [];
    const text = (locale: Locale) => thresholdText(label, value, when.value, when.op, unit, locale);
    return [{ ...found, limit: when.value, text: { vi: text("vi"), en: text("en") } }];
  }
  if (kpi.pace === null) return [];
  const { pace } = kpi;
  const behind = kpi.direction === "lower" ? value - pace : pace - value;
  if (behind <= when.points) return [];
  const text = (locale: Locale) => paceText(label, value, pace, unit, locale);
  return [{ ...found, limit: pace, text: { vi: text("vi"), en: text("en") } }];
}

function thresholdText(
  label: string,
  value: number,
  limit: number,
  op: "above" | "below",
  unit: KpiUnit,
  locale: Locale,
): string {
  const [is, than] = [figureText(value, unit, locale), figureText(limit, unit, locale)];
  if (locale === "en") return `${label}: ${is}, ${op} ${than}`;
  return `${label}: ${is}, ${op === "above" ? "cao hơn" : "thấp hơn"} ngưỡng ${than}`;
}

function paceText(label: string, value: number, pace: number, unit: KpiUnit, locale: Locale): string {
  const [is, should] = [figureText(value, unit, locale), figureText(pace, unit, locale)];
  const worse = figureText(Math.round(Math.abs(value - pace) * 10) / 10, "points", locale);
  if (locale === "en") return `${label}: ${is}, behind the plan by ${worse} (should be ${should} today)`;
  return `${label}: ${is}, chậm hơn nhịp kế hoạch ${worse} (hôm nay phải đạt ${should})`;
}

/** A figure as it is read: `5.188`, `78,3%`. */
function figureText(value: number, unit: KpiUnit, locale: Locale): string {
  const text = new Intl.NumberFormat(locale === "en" ? "en" : "vi-VN", { maximumFractionDigits: 1 }).format(
    value,
  );
  if (unit === "percent") return `${text}%`;
  return unit === "hours" ? `${text} ${locale === "en" ? "working hours" : "giờ làm việc"}` : text;
}

/** What an alarm of the pipeline is called, without the source that it speaks of. */
export function alarmName(code: AlarmCode, locale: Locale): string {
  return ALARMS[code][locale];
}

const ALARMS: Record<AlarmCode, Record<Locale, string>> = {
  behind: { vi: "Xử lý sự kiện đang chậm", en: "Counting is behind" },
  "no-worker": { vi: "Không có tiến trình xử lý nào chạy", en: "No worker is running" },
  "worker-restarted": { vi: "Tiến trình xử lý đã bị dựng lại", en: "A worker was made anew" },
  "batches-failed": { vi: "Có lô sự kiện bị bỏ lại", en: "Batches were set aside" },
  "source-silent": {
    vi: "Nguồn dữ liệu im lặng trong giờ làm việc",
    en: "A source is silent in office hours",
  },
  "store-unsafe": { vi: "Kho dữ liệu có thể làm mất số liệu", en: "The store may lose figures" },
  "store-doubtful": { vi: "Kho dữ liệu chưa chắc chắn", en: "The store is doubtful" },
  "store-went-back": { vi: "Kho dữ liệu đã lùi về bản cũ", en: "The store went back" },
  "verify-differs": { vi: "Đối chiếu thấy số lệch", en: "Verification found differences" },
  "verify-late": { vi: "Lâu chưa đối chiếu số liệu", en: "Figures were not verified for long" },
};

function alarmText(alarm: Alarm): Alert["text"] {
  const which = alarm.source === undefined ? "" : `: ${alarm.source}`;
  return { vi: `${ALARMS[alarm.code].vi}${which}`, en: `${ALARMS[alarm.code].en}${which}` };
}
