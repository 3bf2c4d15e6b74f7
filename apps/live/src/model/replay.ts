import {
  AppError,
  type DayRange,
  type Kpi,
  type KpiValue,
  type Locale,
  type Replay,
  type ReplayPeriod,
} from "@nhip/contracts";
import { comparedWith, formatInstant, kpisAt, startOfDay, type Day, type Facts } from "@nhip/domain";
import type { Wanted } from "./ledger.ts";
import { indicatorsOf, lookAt, momentOf, rangeOf, readFacts } from "./reading.ts";
import type { WardModel } from "./ward-model.ts";

const MINUTE_MS = 60_000;
const MAX_MOMENTS = 300;

/**
 * A day's screens from the opening of the office to its closing, every `stepMinutes`, each as its events up to then make it.
 * Rejects with AppError("time-in-future") where the office has not opened yet, and AppError("invalid-value") for too small a step.
 */
export async function replay(
  model: WardModel,
  day: Day,
  stepMinutes: number,
  { now, locale }: { now: number; locale: Locale },
): Promise<Replay> {
  const moments = momentsOf(model, day, stepMinutes, now);
  const [first] = moments;
  if (first === undefined) throw new AppError("time-in-future");
  const periods = [day, day.slice(0, 4)] as const;
  const wanted = periods.flatMap((period): Wanted[] => {
    const range = rangeOf(period, now);
    const opening = momentOf(range, now, first);
    const before = comparedWith("previous", period, { range, ...opening }, model.rules.calendar);
    return [lookAt(before, now), ...moments.map((at) => ({ range, moment: momentOf(range, now, at) }))];
  });
  const { facts, rev } = await readFacts(model, wanted);
  const length = moments.length + 1;
  const of = (n: number): ReplayPeriod => {
    const [previous, ...later] = facts.slice(n * length, (n + 1) * length);
    const before = wanted[n * length];
    if (!previous || !before) throw new AppError("internal", "a look without a ledger");
    const period = { ward: model.ward, period: periods[n] ?? day, locale };
    return periodOf(model, period, {
      previous,
      moments: later.map((one, place) => ({ at: moments[place] ?? first, facts: one })),
      previousPeriod: before.range,
    });
  };
  return {
    ward: model.ward,
    day,
    rev,
    stepMinutes,
    moments: moments.map(formatInstant),
    periods: { day: of(0), year: of(1) },
  };
}

function momentsOf(model: WardModel, day: Day, stepMinutes: number, now: number): number[] {
  const hours = model.settings.rules.officeHours;
  const minuteOf = (clock = "00:00") => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));
  const opens = minuteOf(hours[0]?.[0]);
  const closes = minuteOf(hours.at(-1)?.[1]);
  const moments: number[] = [];
  for (let minute = opens; ; minute = Math.min(minute + stepMinutes, closes)) {
    const at = startOfDay(day) + minute * MINUTE_MS;
    if (at > now) break;
    if (moments.push(at) > MAX_MOMENTS) throw new AppError("invalid-value", "step");
    if (minute >= closes) break;
  }
  return moments;
}

function periodOf(
  model: WardModel,
  asked: { ward: string; period: string; locale: Locale },
  looks: { previous: Facts; moments: { at: number; facts: Facts }[]; previousPeriod: DayRange },
): ReplayPeriod {
  const { previous, moments, previousPeriod } = looks;
  const [first, last] = [moments[0], moments.at(-1)];
  if (!first || !last) throw new AppError("internal", "a replay without moments");
  // What is reported later that day has its row from the beginning, empty until then.
  const definitions = model.catalogue.shown(indicatorsOf(last.facts));
  const { calendar } = model.rules;
  const frames = moments.map(({ at, facts }) =>
    kpisAt({ ...asked, definitions, now: facts, previous, asOf: at, calendar }),
  );
  return {
    period: first.facts.range,
    previousPeriod,
    kpis: frames[0] ?? [],
    changes: frames.map((frame, n) => (n === 0 ? [] : differences(frames[n - 1] ?? [], frame))),
  };
}

/** The figures that are others than at the moment before. */
function differences(before: readonly Kpi[], after: readonly Kpi[]): KpiValue[] {
  const shown = new Map(before.map((kpi) => [kpi.id, JSON.stringify(valueOf(kpi))]));
  return after.map(valueOf).filter((value) => shown.get(value.id) !== JSON.stringify(value));
}

function valueOf({ id, value, numerator, denominator, target, attainment, status, reason }: Kpi): KpiValue {
  const figures = { id, value, numerator, denominator, target, attainment, status };
  return reason === undefined ? figures : { ...figures, reason };
}
