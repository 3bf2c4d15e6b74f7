import {
  AppError,
  MAX_CLAIM_TEXT,
  type Check,
  type Locale,
  type TextChecks,
  type TextToCheck,
} from "@nhip/contracts";
import {
  checkText,
  computedPeriod,
  dayOf,
  endOfDay,
  formChecks,
  formatInstant,
  ownPhrase,
  periodTold,
  previousPeriod,
  rateChecks,
  readFigures,
  readable,
  reportChecks,
  reportingOf,
  type ComputedPeriod,
  type Facts,
} from "@nhip/domain";
import { claimedPeriods, claimsOf, readFactsAt, momentOf, rangeOf, readKpis } from "./reading.ts";
import type { WardModel } from "./ward-model.ts";

type Asked = { now: number; locale: Locale };

/** How many other periods are looked at when a published figure differs and nobody knows why. */
const OTHER_PERIODS = 8;
const CLAIMED_PERIODS = 12;

/** All checks of a period: identities, form II.06a, rates, reports against each other, published figures with causes. */
export async function readChecks(model: WardModel, period: string, { now, locale }: Asked): Promise<Check[]> {
  const reading = await readKpis(model, period, { now, locale });
  const range = rangeOf(period, now);
  const moment = momentOf(range, now);
  const facts = await loadFacts(model, period, now);
  const identities = reading.checks.filter(({ rule }) => !rule.startsWith("claim:"));
  const claims = claimsOf(model, facts, moment, locale);
  const others = claims.some(({ holds }) => !holds) ? await otherPeriods(model, period, now) : [];
  return [
    ...identities,
    ...formChecks(facts.ledger, locale),
    ...rateChecks(reading.kpis, locale),
    ...reportChecks(facts.reports, range, model.catalogue, locale),
    ...(others.length > 0 ? claimsOf(model, facts, moment, locale, others) : claims),
  ];
}

/**
 * A pasted text held against itself and against the ward's figures of a period. Nothing of it is kept. Throws
 * AppError("missing") without any words, ("too-long") above 20.000 characters, ("unknown-period").
 */
export async function readTextChecks(
  model: WardModel,
  { text: pasted, period: asked }: TextToCheck,
  { now, locale }: Asked,
): Promise<TextChecks> {
  const text = readable(pasted);
  if (text.trim() === "") throw new AppError("missing");
  if (text.length > MAX_CLAIM_TEXT) throw new AppError("too-long");
  const own = model.catalogue.kpis.filter((kpi) => kpi.group === "own" && reportingOf(kpi) !== null);
  const read = readFigures(
    text,
    own.map(({ id, label }) => ownPhrase(id, label.vi)),
  );
  const period = asked ?? periodFor(model, periodTold(read), now);
  const range = rangeOf(period, now);
  const chosen = computed(model, period, await loadFacts(model, period, now));
  const others = await otherPeriods(model, period, now);
  const label = (concept: string): string | undefined => model.catalogue.byId(concept)?.label[locale];
  return {
    ward: model.ward,
    rev: model.rev,
    period: { ...range, asked: period },
    asOf: formatInstant(momentOf(range, now).asOf),
    text,
    ...checkText(text, read, { locale, day: range.to, computed: { chosen, others }, label }),
  };
}

/**
 * The period that a text is held against: the one for which figures were published, where it lies in what the text tells
 * ("từ đầu năm 2022 đến nay" has no end of its own); else what it tells; else this year.
 */
function periodFor(model: WardModel, told: string | null, now: number): string {
  if (told === null) return "year";
  const range = rangeOf(told, now);
  const published = claimedPeriods(model, CLAIMED_PERIODS).find((period) => {
    const claimed = rangeOf(period, now);
    return claimed.from === range.from && claimed.to <= range.to;
  });
  return published ?? told;
}

async function otherPeriods(model: WardModel, chosen: string, now: number): Promise<ComputedPeriod[]> {
  const range = rangeOf(chosen, now);
  const before = previousPeriod(chosen, range, dayOf(now), model.rules.calendar);
  const [year, month] = [range.to.slice(0, 4), range.to.slice(0, 7)];
  const quarter = `${year}-Q${Math.ceil(Number(month.slice(5)) / 3)}`;
  const names = [
    `${before.from}..${before.to}`,
    year,
    month,
    quarter,
    ...claimedPeriods(model, CLAIMED_PERIODS),
  ];
  const others: ComputedPeriod[] = [];
  for (const name of [...new Set(names)].slice(0, OTHER_PERIODS)) {
    const other = rangeOf(name, now);
    const isSame = other.from === range.from && other.to === range.to;
    if (!isSame && endOfDay(other.from) <= endOfDay(dayOf(now)))
      others.push(computed(model, name, await loadFacts(model, name, now)));
  }
  return others;
}

async function loadFacts(model: WardModel, period: string, now: number): Promise<Facts> {
  const range = rangeOf(period, now);
  const moment = momentOf(range, now);
  return (await readFactsAt(model, { range, moment })).facts;
}

function computed(model: WardModel, period: string, facts: Facts): ComputedPeriod {
  return computedPeriod(
    period,
    facts,
    model.catalogue.shown(facts.reports.map(({ indicator }) => indicator)),
  );
}
