import type { Locale, OwnIndicator, OwnRatio, WardCatalogue } from "@nhip/contracts";
import type { KpiDefinition } from "./definition.ts";
import { ACCOUNT_KPIS, ACCOUNT_PEOPLE_KPIS } from "./groups/accounts.ts";
import { CASHLESS_KPIS } from "./groups/cashless.ts";
import { CIVILISED_KPIS } from "./groups/civilised.ts";
import { COMPLAINT_KPIS } from "./groups/complaints.ts";
import { DIGITAL_KPIS } from "./groups/digital.ts";
import { DOSSIER_KPIS } from "./groups/dossiers.ts";
import { IDENTITY_KPIS } from "./groups/identity.ts";
import { ONLINE_KPIS } from "./groups/online.ts";
import { PARTY_KPIS } from "./groups/party.ts";
import { REPORTING_KPIS } from "./groups/reporting.ts";
import { PUBLICITY_KPIS } from "./groups/publicity.ts";
import { reported } from "./groups/reported.ts";
import { SERVICE_KPIS, SERVICE_REPORTED_KPIS } from "./groups/service.ts";
import { TIMELINESS_KPIS } from "./groups/timeliness.ts";
import { kpisIn, type ParsedExpression } from "./expression.ts";
import { knownKpis, ratioKpiId, readRatios } from "./ratios.ts";

/** The KPIs that every ward has, also while they have no figure. */
export const STANDING_KPIS: readonly KpiDefinition[] = [
  ...DOSSIER_KPIS,
  ...TIMELINESS_KPIS,
  ...ONLINE_KPIS,
  ...ACCOUNT_KPIS,
  ...REPORTING_KPIS,
  ...SERVICE_KPIS,
];
/** Those that show once somebody has reported them. */
const REPORTED_KPIS: readonly KpiDefinition[] = [
  ...ACCOUNT_PEOPLE_KPIS,
  ...PARTY_KPIS,
  ...DIGITAL_KPIS,
  ...IDENTITY_KPIS,
  ...CASHLESS_KPIS,
  ...CIVILISED_KPIS,
  ...COMPLAINT_KPIS,
  ...SERVICE_REPORTED_KPIS,
  ...PUBLICITY_KPIS,
];
const NATIONAL: readonly KpiDefinition[] = [...STANDING_KPIS, ...REPORTED_KPIS];
const BY_ID = new Map(NATIONAL.map((kpi) => [kpi.id, kpi]));
const NOTHING_SET: WardCatalogue = { off: [], thresholds: {}, indicators: [], ratios: [] };
const OWN_DECISION = { vi: "Phường tự đặt", en: "Set by the ward itself" };
const PLAIN_ID = /^indicator\.[a-zA-Z][a-zA-Z0-9.-]{0,59}$/;

/** A ward's KPIs: those of the house as the ward has set them, and its own. */
export type Catalogue = ReturnType<typeof createCatalogue>;

/** The catalogue of a ward, out of its settings. Pure. */
export function createCatalogue(settings: WardCatalogue = NOTHING_SET) {
  const off = new Set(settings.off);
  const tuned = (kpi: KpiDefinition): KpiDefinition => ({ ...kpi, ...settings.thresholds[kpi.id] });
  const own: KpiDefinition[] = settings.indicators.map(ownIndicator);
  const byId = new Map([...NATIONAL, ...own].map((kpi) => [kpi.id, tuned(kpi)]));
  for (const ratio of ownRatios(settings.ratios, byId)) {
    byId.set(ratio.id, tuned(ratio));
    own.push(ratio);
  }
  const isOn = ({ id }: KpiDefinition): boolean => !off.has(id);
  const all = [...byId.values()];
  /** Indicators that a KPI is made of. */
  const known = new Set(
    all.flatMap((kpi) => (kpi.formula.kind === "report" ? [kpi.formula.indicator, ...itemsOf(kpi)] : [])),
  );

  return {
    /** Those that are known by name, switched off ones included, in their order on screen. */
    all,

    /** Those that are switched on and known by name, in their order on screen. */
    kpis: all.filter(isOn),

    /**
     * The KPIs of a reading, in their order on screen: the standing ones, the ward's own, then those of the house that
     * somebody has reported, then reported indicators that nobody has named.
     */
    shown(reportedIndicators: Iterable<string>): KpiDefinition[] {
      const told = new Set(reportedIndicators);
      const isTold = (kpi: KpiDefinition) =>
        kpi.formula.kind !== "report" ||
        [kpi.formula.indicator, ...itemsOf(kpi)].some((one) => told.has(one));
      const standing = new Set(STANDING_KPIS.map(({ id }) => id));
      const ownIds = new Set(own.map(({ id }) => id));
      const named = all.filter((kpi) => standing.has(kpi.id) || ownIds.has(kpi.id) || isTold(kpi));
      const plain = [...told].filter((indicator) => !known.has(indicator)).toSorted();
      return [...named, ...plain.map(plainReported)].filter(isOn);
    },

    /** A KPI's definition, also of an indicator that nobody has named; `undefined` for an unknown id. */
    byId: (id: string): KpiDefinition | undefined =>
      byId.get(id) ?? (PLAIN_ID.test(id) ? plainReported(id.slice("indicator.".length)) : undefined),
  };
}

/** True for a count of what happened in the period; such a count grows while the period runs. */
export function isFlow(id: string): boolean {
  const formula = BY_ID.get(id)?.formula;
  return formula?.kind === "count" && formula.of.every((term) => term.span === "period");
}

/** The name of a KPI of the house; an unknown id is shown as it is. */
export function kpiLabel(id: string, locale: Locale): string {
  return BY_ID.get(id)?.label[locale] ?? id;
}

function itemsOf({ formula }: KpiDefinition): string[] {
  return formula.kind === "report" ? (formula.items ?? []).map(({ id }) => id) : [];
}

/** A KPI for an indicator that units report and nobody has named. */
function plainReported(indicator: string): KpiDefinition {
  return reported({
    indicator,
    group: "own",
    label: { vi: indicator, en: indicator },
    unit: "count",
    direction: "neutral",
    reporting: { by: "ward", cadence: "year", addsUp: "sum" },
  });
}

function ownIndicator({
  id,
  label,
  labelEn,
  unit,
  direction,
  reporter,
  cadence,
  addsUp,
  source,
}: OwnIndicator) {
  return reported({
    indicator: id,
    group: "own",
    label: { vi: label, en: labelEn ?? label },
    unit,
    direction,
    reporting: { by: reporter, cadence, addsUp },
    ...(source === undefined ? {} : { legalSource: { vi: source, en: source } }),
  });
}

/** The ward's ratios, those first that others are made of; one whose formula is wrong has no value and says so. */
function ownRatios(ratios: readonly OwnRatio[], others: ReadonlyMap<string, KpiDefinition>): KpiDefinition[] {
  const parsed = readRatios(ratios, knownKpis(others.values(), ratios));
  const places = new Map(ratios.map(({ id }, n) => [ratioKpiId(id), n]));
  const made = new Map<string, KpiDefinition>();
  const make = (id: string): KpiDefinition | undefined => {
    const place = places.get(id);
    const ratio = ratios[place ?? -1];
    if (!ratio || place === undefined) return others.get(id);
    const kpi = made.get(id) ?? ownRatio(ratio, parsed[place], make);
    made.set(id, kpi);
    return kpi;
  };
  return ratios.flatMap(({ id }) => make(ratioKpiId(id)) ?? []);
}

function ownRatio(
  { id, label, labelEn, unit, direction, formula, source }: OwnRatio,
  parsed: ParsedExpression | undefined,
  make: (id: string) => KpiDefinition | undefined,
): KpiDefinition {
  const expression = parsed?.ok ? parsed.expression : null;
  const of = new Map<string, KpiDefinition>();
  for (const named of expression ? kpisIn(expression) : []) {
    const kpi = make(named.id);
    if (kpi) of.set(named.id, kpi);
  }
  return {
    id: ratioKpiId(id),
    group: "own",
    label: { vi: label, en: labelEn ?? label },
    unit,
    direction,
    formula: { kind: "expression", text: formula, expression, of },
    rule: {
      vi: "Tính từ giá trị chưa làm tròn của các chỉ tiêu trong công thức, cùng kỳ.",
      en: "Worked out of the unrounded values that the KPIs in the formula have in the same period.",
    },
    ruleVersion: 1,
    legalSource: source === undefined ? OWN_DECISION : { vi: source, en: source },
  };
}
