import type { WardStore } from "@nhip/backbone";
import { AppError, type DayRange, type DossierRow } from "@nhip/contracts";
import {
  OPEN_INDEX,
  addDays,
  contribution,
  dayOf,
  daysBetween,
  dossierEvents,
  dossierRow,
  fold,
  isDay,
  ledgerOf,
  standingOf,
  sumTerms,
  type Day,
  type History,
  type Term,
} from "@nhip/domain";
import { isPast, type Moment } from "./ledger.ts";
import type { WardModel } from "./ward-model.ts";

const PAGE = 50;
/** The most that somebody may ask for at once. */
export const MAX_PAGE = 500;
/** How many dossiers one page may look through before it hands out a cursor. */
const MAX_LOOKED_AT = 5_000;
const DAYS_AT_ONCE = 62;
/** What a page hands out: a place in the open index, in a day, or among those that stood elsewhere then. */
const CURSOR = /^(open|then|\d{4}-\d\d-\d\d)\.(\d{1,9})$/;

export type Behind = {
  /** The terms of the side that is asked for. */
  terms: readonly Term[];
  range: DayRange;
  moment: Moment;
};
/** Where dossiers are looked for: among the open, on a day, among those that stood elsewhere at that moment. */
type Place = "open" | "then" | Day;
type Step = { place: Place; codes: string[]; next: string | null };

/**
 * A page (`limit` or a few more) of the dossiers that add to a sum: those whose own contribution, as their events up to the moment make it, is not
 * zero there. Open ones come soonest due first, others newest day first. Over all pages each comes once: a dossier is listed
 * at the first place where the walk can meet it. Rejects with AppError("invalid-value") for a cursor that is none.
 */
export async function dossiersBehind(
  store: WardStore,
  model: WardModel,
  behind: Behind,
  { cursor, limit = PAGE }: { cursor?: string | undefined; limit?: number } = {},
): Promise<{ rows: DossierRow[]; cursor: string | null }> {
  const { terms, range, moment } = behind;
  const rows: DossierRow[] = [];
  if (terms.length === 0) return { rows, cursor: null };
  const walk = new Walk(store, model, behind);
  let next: string | null = null;
  let looked = 0;
  for await (const step of walk.from(cursor)) {
    for (const { code, history } of await store.readDossiers(model.ward, step.codes)) {
      if (walk.placeOf(history) !== step.place) continue;
      const known = dossierEvents(history).filter(({ time }) => !isPast(moment) || time <= moment.knownAt);
      const dossier = fold(known, model.rules);
      const own = ledgerOf(contribution(dossier, model.rules), range, moment.asOf);
      if (sumTerms(terms, own) === 0) continue;
      const row = dossierRow(code, dossier, model.rules, moment.asOf);
      if (row) rows.push(row);
    }
    looked += step.codes.length;
    ({ next } = step);
    if (rows.length >= limit || looked >= MAX_LOOKED_AT) break;
  }
  return { rows, cursor: next };
}

/**
 * Flows stand on the days of the period. For balances there are besides those open now, and those that have left since
 * and stand on the day on which they did. Dossiers that later events have put elsewhere are known by the past itself.
 */
class Walk {
  readonly #store: WardStore;
  readonly #model: WardModel;
  readonly #moment: Moment;
  readonly #open: boolean;
  readonly #days: DayRange;

  constructor(store: WardStore, model: WardModel, { terms, range, moment }: Behind) {
    this.#store = store;
    this.#model = model;
    this.#moment = moment;
    this.#open = terms.some(({ span }) => span !== "period");
    const last = dayOf(moment.asOf);
    this.#days = this.#open
      ? { from: range.from < last ? range.from : last, to: dayOf(moment.now) }
      : { from: range.from, to: range.to < last ? range.to : last };
  }

  /** The one place where a dossier is listed, by all that is known of it. */
  placeOf(history: History): Place {
    const { scores } = standingOf(dossierEvents(history), this.#model.rules);
    if (this.#open && scores.has(OPEN_INDEX)) return "open";
    let newest: Day | null = null;
    for (const index of scores.keys()) {
      const day = index.slice("day:".length);
      if (index === OPEN_INDEX || day < this.#days.from || day > this.#days.to) continue;
      if (newest === null || day > newest) newest = day;
    }
    return newest ?? "then";
  }

  async *from(cursor: string | undefined): AsyncGenerator<Step> {
    const start = this.#parse(cursor);
    if (start.place === "open") {
      yield* this.#openOnes(start.offset);
      yield* this.#onDays(this.#days.to, 0);
    } else if (start.place !== "then") yield* this.#onDays(start.place, start.offset);
    if (isPast(this.#moment)) yield* this.#ofThen(start.place === "then" ? start.offset : 0);
  }

  #parse(cursor: string | undefined): { place: Place; offset: number } {
    if (!cursor) return { place: this.#open ? "open" : this.#firstDay(), offset: 0 };
    const [, place = "", offset] = CURSOR.exec(cursor) ?? [];
    const isPlace = place === "open" || place === "then" || isDay(place);
    if (!isPlace) throw new AppError("invalid-value", "cursor");
    return { place, offset: Number(offset) };
  }

  #firstDay(): Place {
    return this.#days.to < this.#days.from ? "then" : this.#days.to;
  }

  async *#openOnes(from: number): AsyncGenerator<Step> {
    for (let offset = from; ; offset += PAGE) {
      const bounds = { from: -Infinity, to: Infinity, offset, limit: PAGE };
      const codes = await this.#store.readIndex(this.#model.ward, OPEN_INDEX, bounds);
      const more = codes.length === PAGE;
      yield { place: "open", codes, next: more ? `open.${offset + PAGE}` : this.#after("open") };
      if (!more) return;
    }
  }

  async *#onDays(from: Day, offset: number): AsyncGenerator<Step> {
    const first = from < this.#days.to ? from : this.#days.to;
    let skip = from === first ? offset : 0;
    for (let day = first; day >= this.#days.from; day = addDays(day, -DAYS_AT_ONCE)) {
      const length = Math.min(DAYS_AT_ONCE, daysBetween(this.#days.from, day) + 1);
      const days = Array.from({ length }, (_, n) => addDays(day, -n));
      const byDay = await this.#store.readDays(this.#model.ward, days);
      for (const [n, all] of byDay.entries()) {
        const here = days[n] ?? day;
        const codes = all.toReversed();
        for (let at = skip; at < codes.length; at += PAGE) {
          const more = at + PAGE < codes.length;
          const next = more ? `${here}.${at + PAGE}` : this.#after(here);
          yield { place: here, codes: codes.slice(at, at + PAGE), next };
        }
        skip = 0;
      }
    }
  }

  async *#ofThen(from: number): AsyncGenerator<Step> {
    const { past, rules, rev } = this.#model;
    const codes = await past.touched(rules, rev, this.#moment.knownAt);
    for (let at = from; at < codes.length; at += PAGE) {
      const next = at + PAGE < codes.length ? `then.${at + PAGE}` : null;
      yield { place: "then", codes: codes.slice(at, at + PAGE), next };
    }
  }

  /** Where to go on when a place is done. */
  #after(place: Place): string | null {
    const day = place === "open" ? this.#days.to : addDays(place, -1);
    if (day >= this.#days.from) return `${day}.0`;
    return isPast(this.#moment) ? "then.0" : null;
  }
}
