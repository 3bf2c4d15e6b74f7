import type { WardStore } from "@nhip/backbone";
import {
  AppError,
  CHANGE_AGAINST,
  type ChangeRow,
  type ExplainedDossiers,
  type ExplainedPart,
  type Explanation,
  type KpiChange,
  type Locale,
} from "@nhip/contracts";
import {
  changeOf,
  comparedWith,
  evaluate,
  formatInstant,
  formulaText,
  operandsOf,
  sumTerms,
  targetFor,
  termsBehind,
  type Facts,
  type KpiDefinition,
} from "@nhip/domain";
import { dossiersBehind } from "./behind.ts";
import { isPast, type Moment } from "./ledger.ts";
import { partLabel } from "./part-label.ts";
import { lookAt, momentOf, rangeOf, readFacts, readFactsAt } from "./reading.ts";
import { reportRows } from "./report-rows.ts";
import type { WardModel } from "./ward-model.ts";

const LOG_ENTRIES = 20;

export type ExplainDeps = { store: WardStore; model: WardModel };
type Options = { now: number; asOf: number | undefined; locale: Locale };
/** `changes: false` leaves out what changed since when, which is most of the work. */
type ExplainOptions = Options & { changes?: boolean };

/**
 * How a KPI came about: formula, operands, target, rule, the dossiers and reports behind it, and what changed since
 * yesterday, last week, the same time last year and the period before. Rejects with AppError("unknown-kpi").
 */
export async function explain(
  { store, model }: ExplainDeps,
  id: string,
  period: string,
  { now, asOf, locale, changes = true }: ExplainOptions,
): Promise<Explanation> {
  const kpi = kpiOf(model, id);
  const range = rangeOf(period, now);
  const moment = momentOf(range, now, asOf);
  const { calendar } = model.rules;
  const others = (changes ? CHANGE_AGAINST : []).map((against) => ({
    against,
    ...lookAt(comparedWith(against, period, { range, ...moment }, calendar), now),
  }));
  const { facts: all, rev } = await readFacts(model, [{ range, moment }, ...others]);
  const [facts, ...then] = all;
  if (!facts) throw new AppError("internal", "a look without a ledger");
  const { value, numerator, denominator } = evaluate(kpi, facts);
  const planned = targetFor(facts.targets, id, range);
  const target =
    planned ?? (kpi.target === undefined ? null : { value: kpi.target, period: "", source: null });
  const terms = termsBehind(kpi.formula, "numerator");
  const behind = await dossiersBehind(store, model, { terms, range, moment });
  return {
    ward: model.ward,
    kpi: id,
    label: kpi.label[locale],
    unit: kpi.unit,
    period: range,
    asOf: formatInstant(moment.asOf),
    rev,
    value,
    numerator,
    denominator,
    target: target && { value: target.value, period: target.period, source: target.source },
    formula: formulaText(kpi, locale),
    operands: operandsOf(kpi.formula, facts, locale),
    rule: kpi.rule[locale],
    legalSource: kpi.legalSource[locale],
    ruleVersion: kpi.ruleVersion,
    madeOf: kpi.formula.kind === "report" ? "reports" : "dossiers",
    dossiers: behind.rows,
    dossierCursor: behind.cursor,
    dossierTotal: sumTerms(terms, facts.ledger),
    reports: reportRows(model, kpi, range, moment, locale),
    changes: others.flatMap(({ against, range: of, moment: { asOf: at } }, n) => {
      const before = then[n];
      const look = { against, period: of, asOf: formatInstant(at) };
      return before ? [{ ...look, ...changeRow(model, kpi, before, facts, locale) }] : [];
    }),
    lastChanges: await lastChanges(store, model, moment),
  };
}

/** A page of the dossiers behind one side of a KPI. Rejects with AppError("unknown-kpi") or, for the cursor, "invalid-value". */
export async function explainDossiers(
  { store, model }: ExplainDeps,
  id: string,
  period: string,
  asked: Omit<Options, "locale"> & { part: ExplainedPart; cursor: string | undefined; limit?: number },
): Promise<ExplainedDossiers> {
  const { now, asOf, part, cursor, limit } = asked;
  const kpi = kpiOf(model, id);
  const range = rangeOf(period, now);
  const moment = momentOf(range, now, asOf);
  const { facts, rev } = await readFactsAt(model, { range, moment });
  const terms = termsBehind(kpi.formula, part);
  const page = await dossiersBehind(
    store,
    model,
    { terms, range, moment },
    { cursor, ...(limit === undefined ? {} : { limit }) },
  );
  return {
    ward: model.ward,
    kpi: id,
    part,
    period: range,
    asOf: formatInstant(moment.asOf),
    rev,
    total: sumTerms(terms, facts.ledger),
    dossiers: page.rows,
    cursor: page.cursor,
  };
}

function kpiOf(model: WardModel, id: string): KpiDefinition {
  const kpi = model.catalogue.byId(id);
  if (!kpi) throw new AppError("unknown-kpi");
  return kpi;
}

function changeRow(
  { settings }: WardModel,
  kpi: KpiDefinition,
  before: Facts,
  after: Facts,
  locale: Locale,
): Omit<KpiChange, "against" | "period" | "asOf"> {
  const { parts, ...change } = changeOf(kpi, before, after);
  return {
    ...change,
    parts: parts.map((part) => ({ ...part, label: partLabel(settings, part.by, part.key, locale) })),
  };
}

async function lastChanges(store: WardStore, model: WardModel, moment: Moment): Promise<ChangeRow[]> {
  const events = await store.readNewestEvents(model.ward, LOG_ENTRIES);
  return events
    .filter(({ time }) => !isPast(moment) || time <= moment.knownAt)
    .slice(0, LOG_ENTRIES)
    .map((event) => ({
      at: formatInstant(event.time),
      type: event.type,
      code: "subject" in event ? event.subject : "",
      field: "subject" in event ? (event.data.field ?? "") : "",
    }));
}
