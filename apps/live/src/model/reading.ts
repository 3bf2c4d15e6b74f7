import { AppError, type DayRange, type KpiReading, type Locale } from "@nhip/contracts";
import {
  claimCheck,
  computedPeriod,
  comparedWith,
  dayOf,
  dutyTally,
  endOfDay,
  evaluate,
  formatInstant,
  identityChecks,
  kpisAt,
  newestAt,
  parsePeriod,
  reportsAt,
  targetsAt,
  type ComputedPeriod,
  type Facts,
  type Ledger,
  type Look,
} from "@nhip/domain";
import type { Check, CompareWith } from "@nhip/contracts";
import { dutyInput } from "./duties.ts";
import { readLedgers, type Moment, type Wanted } from "./ledger.ts";
import type { WardModel } from "./ward-model.ts";

/** The days a period's name means today. Throws AppError("unknown-period"). */
export function rangeOf(period: string, now: number): DayRange {
  const range = parsePeriod(period, dayOf(now));
  if (!range) throw new AppError("unknown-period");
  return range;
}

/** What a period is looked at from: `asOf` where given, else now or the period's end where that is earlier. */
export function momentOf(range: DayRange, now: number, asOf?: number): Moment {
  return { asOf: asOf ?? Math.min(now, endOfDay(range.to)), now, knownAt: asOf ?? now };
}

/** A look as a moment, for a reader at `now`. */
export function lookAt(look: Look, now: number): { range: DayRange; moment: Moment } {
  return { range: look.range, moment: { asOf: look.asOf, knownAt: look.knownAt, now } };
}

/** Everything KPIs of a period are made of, at one moment; the ledger is that of `readLedgers`. */
export function factsAt(model: WardModel, range: DayRange, moment: Moment, ledger: Ledger): Facts {
  const reports = reportsAt(model.statements.report, moment.knownAt);
  return {
    ledger,
    reports,
    targets: targetsAt(model.statements.target, moment.knownAt),
    range,
    units: model.settings.units,
    duties: dutyTally(dutyInput(model, reports, moment.asOf), range),
  };
}

/** The facts of several looks, all of one revision. */
export async function readFacts(
  model: WardModel,
  wanted: readonly Wanted[],
): Promise<{ facts: Facts[]; rev: number }> {
  const { ledgers, rev } = await readLedgers(model, wanted);
  const facts = ledgers.flatMap((ledger, n) => {
    const one = wanted[n];
    return one ? [factsAt(model, one.range, one.moment, ledger)] : [];
  });
  return { facts, rev };
}

/** The facts of one look. */
export async function readFactsAt(model: WardModel, one: Wanted): Promise<{ facts: Facts; rev: number }> {
  const { facts, rev } = await readFacts(model, [one]);
  const [only] = facts;
  if (!only) throw new AppError("internal", "a look without a ledger");
  return { facts: only, rev };
}

/**
 * A ward's KPIs for a period: what GET answers and snapshots carry. With `asOf` as it stood then: of the events up to that
 * moment, by the rules of today, with the clock of that moment. `compare`: which period `previous` speaks of.
 */
export async function readKpis(
  model: WardModel,
  period: string,
  options: { now: number; asOf?: number | undefined; compare?: CompareWith; locale: Locale },
): Promise<KpiReading> {
  const { now, locale, compare = "previous" } = options;
  const range = rangeOf(period, now);
  const moment = momentOf(range, now, options.asOf);
  const other = lookAt(comparedWith(compare, period, { range, ...moment }, model.rules.calendar), now);
  const { facts: all, rev } = await readFacts(model, [{ range, moment }, other]);
  const [facts, previous] = all;
  if (!facts || !previous) throw new AppError("internal", "a look without a ledger");
  const definitions = model.catalogue.shown(indicatorsOf(facts));
  return {
    ward: model.ward,
    period: range,
    previousPeriod: upTo(other.range, other.moment.asOf),
    rev,
    asOf: formatInstant(moment.asOf),
    computedAt: formatInstant(now),
    lastEventAt: model.lastEventAt === null ? null : formatInstant(model.lastEventAt),
    kpis: kpisAt({
      ward: model.ward,
      period,
      definitions,
      now: facts,
      previous,
      asOf: moment.asOf,
      calendar: model.rules.calendar,
      locale,
    }),
    checks: [...identityChecks(facts.ledger, locale), ...claimsOf(model, facts, moment, locale)],
  };
}

/** As much of a range as has gone by at a moment. */
function upTo(range: DayRange, asOf: number): DayRange {
  const day = dayOf(asOf);
  return { from: range.from, to: day < range.from ? range.from : day < range.to ? day : range.to };
}

/** One KPI's value for a period, without the others; `null` for an unknown id too. */
export async function readValue(
  model: WardModel,
  id: string,
  range: DayRange,
  now: number,
): Promise<number | null> {
  const kpi = model.catalogue.byId(id);
  if (!kpi) return null;
  const { facts } = await readFactsAt(model, { range, moment: momentOf(range, now) });
  return evaluate(kpi, facts).value;
}

/** The indicators that somebody reported for the years the period touches; others would be rows without a figure. */
export function indicatorsOf({ reports, range }: Facts): string[] {
  const from = `${range.from.slice(0, 4)}-01-01`;
  const to = `${range.to.slice(0, 4)}-12-31`;
  return reports
    .filter((report) => report.range.from <= to && report.range.to >= from)
    .map(({ indicator }) => indicator);
}

/** The published figures for exactly this period, held against the computed ones; `others` are looked at for causes. */
export function claimsOf(
  model: WardModel,
  facts: Facts,
  { knownAt }: Moment,
  locale: Locale,
  others: readonly ComputedPeriod[] = [],
): Check[] {
  const claims = model.statements.claim.flatMap((history) => {
    const event = newestAt(history, knownAt);
    if (event?.type !== "figure.claimed") return [];
    const { kpi, period, value, where } = event.data;
    const range = parsePeriod(period, facts.range.from);
    const definition = model.catalogue.byId(kpi);
    if (!definition || range?.from !== facts.range.from || range.to !== facts.range.to) return [];
    return [{ definition, period, claimed: value, where }];
  });
  const [first] = claims;
  if (!first) return [];
  const definitions = claims.map(({ definition }) => definition);
  const computed = computedPeriod(first.period, facts, definitions);
  return claims.map(({ definition: { id, label, unit }, claimed, where }) =>
    claimCheck({ kpi: id, label: label[locale], unit, claimed, where }, computed, locale, others),
  );
}

/** The periods for which somebody has published figures, newest first, at most `limit`. */
export function claimedPeriods(model: WardModel, limit: number): string[] {
  const periods = model.statements.claim.flatMap((history) => {
    const event = history.at(-1);
    return event?.type === "figure.claimed" ? [event.data.period] : [];
  });
  return [...new Set(periods)].toSorted().toReversed().slice(0, limit);
}
