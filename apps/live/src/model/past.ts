import { without, type FoundDossier, type PastStore } from "@nhip/backbone";
import { AppError, type DayRange } from "@nhip/contracts";
import {
  addAll,
  dayOf,
  dossierEvents,
  endOfDay,
  ledgerOf,
  takenBack,
  type Counts,
  type Day,
  type History,
  type Ledger,
  type Rules,
} from "@nhip/domain";

/** So many days of the past are kept at hand, the longest unused goes. */
const MAX_DAYS = 16;
/** More dossiers than this changed since: putting the day together anew is cheaper. */
const MAX_CAUGHT_UP = 2_000;

/** A period to look at from `asOf`, made of the events up to `knownAt`; milliseconds since the epoch. */
export type PastLook = { range: DayRange; asOf: number; knownAt: number };

/**
 * A day of the past: what the counters at revision `rev` need for the ward to stand as its events up to `at` put it.
 * `codes` are the dossiers with an event on that day, `touched` those that stand elsewhere now than they stood then.
 */
type PastDay = {
  mark: string;
  at: number;
  rev: number;
  counts: Counts;
  codes: Set<string>;
  touched: Set<string>;
};

/**
 * A ward as it stood at any moment, exact to the event: counters of today, corrected by the dossiers that have events after
 * that moment. The first look at a day goes through all dossiers once; after that the day is moved along, to another
 * moment by its own events, to another revision by what came since. Memory holds what later events changed of the days
 * before, which is little.
 */
export class Past {
  readonly #store: PastStore;
  readonly #ward: string;
  readonly #days = new Map<Day, PastDay>();
  #turn: Promise<unknown> = Promise.resolve();
  #generation = 0;

  constructor(store: PastStore, ward: string) {
    this.#store = store;
    this.#ward = ward;
  }

  /** Forgets everything: the store went back, or all was counted anew. */
  clear(): void {
    this.#generation += 1;
    this.#days.clear();
  }

  /** What to add to the ledgers of some looks, in their order, where these are made of counters at `rev`. */
  corrections(rules: Rules, rev: number, looks: readonly PastLook[]): Promise<Ledger[]> {
    return this.#inTurn(async () => {
      await this.#open(rules, rev, [...new Set(looks.map(({ knownAt }) => dayOf(knownAt)))]);
      const found: Ledger[] = [];
      const order = [...looks.entries()].toSorted(([, a], [, b]) => a.knownAt - b.knownAt);
      for (const [day, past] of this.#days) {
        const here = order.filter(([, { knownAt }]) => dayOf(knownAt) === day);
        const moves = here.some(([, { knownAt }]) => knownAt !== past.at);
        const own = moves ? await this.#store.read(this.#ward, [...past.codes], rev) : [];
        for (const [place, { range, asOf, knownAt }] of here) {
          move(past, knownAt, own, rules);
          found[place] = ledgerOf(past.counts, range, asOf);
        }
      }
      return found;
    });
  }

  /** Dossiers that stand elsewhere now than they stood at `knownAt`, in a fixed order; a few more may be among them. */
  async touched(rules: Rules, rev: number, knownAt: number): Promise<string[]> {
    return this.#inTurn(async () => {
      const day = dayOf(knownAt);
      await this.#open(rules, rev, [day]);
      const past = this.#days.get(day);
      if (!past) return [];
      // Those of that day may have moved since the moment that was looked at last.
      return [...new Set([...past.touched, ...past.codes])].toSorted();
    });
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(work);
    this.#turn = mine.catch(() => undefined);
    return mine;
  }

  /** Brings some days to revision `rev`, those that are not at hand by one walk through all dossiers. */
  async #open(rules: Rules, rev: number, days: readonly Day[]): Promise<void> {
    const generation = this.#generation;
    const missing: Day[] = [];
    for (const day of days) {
      const past = this.#days.get(day);
      this.#days.delete(day);
      if (past && past.mark === rules.mark && (await this.#catchUp(past, day, rules, rev)))
        this.#days.set(day, past);
      else missing.push(day);
    }
    const walked = missing.length > 0 ? await this.#walk(rules, rev, missing) : [];
    if (generation !== this.#generation) {
      this.#days.clear();
      throw new AppError("too-busy", `ward ${this.#ward} was read anew`, { retryAfterSeconds: 1 });
    }
    for (const [day, past] of walked) this.#days.set(day, past);
    const kept = Math.max(MAX_DAYS, days.length);
    for (const day of this.#days.keys()) {
      if (this.#days.size <= kept) break;
      if (!days.includes(day)) this.#days.delete(day);
    }
  }

  async #walk(rules: Rules, rev: number, days: readonly Day[]): Promise<[Day, PastDay][]> {
    const fresh = days.map((day): [Day, PastDay] => [
      day,
      {
        mark: rules.mark,
        at: endOfDay(day),
        rev,
        counts: new Map(),
        codes: new Set(),
        touched: new Set(),
      },
    ]);
    for await (const found of this.#store.scan(this.#ward, rev)) {
      for (const { code, history } of found)
        for (const [day, past] of fresh) change(past, day, rules, code, [], history);
    }
    return fresh;
  }

  /** Takes in what was committed since; `false` where that is too much, or the store has gone back. */
  async #catchUp(past: PastDay, day: Day, rules: Rules, rev: number): Promise<boolean> {
    if (past.rev === rev) return true;
    if (past.rev > rev) return false;
    const ids = await this.#store.eventIds(this.#ward, past.rev + 1, rev);
    if (!ids || ids.size > MAX_CAUGHT_UP) return false;
    const found = await this.#store.read(this.#ward, [...ids.keys()], rev);
    for (const { code, history } of found)
      change(past, day, rules, code, without(history, ids.get(code)), history);
    past.rev = rev;
    return true;
  }
}

/** One dossier's history became another, seen from a day of the past. */
function change(past: PastDay, day: Day, rules: Rules, code: string, was: History, is: History): void {
  const now = takenBack(dossierEvents(is), past.at, rules);
  addAll(past.counts, now, 1);
  if (was.length > 0) addAll(past.counts, takenBack(dossierEvents(was), past.at, rules), -1);
  if (now.size > 0) past.touched.add(code);
  if (is.some(({ time }) => dayOf(time) === day)) past.codes.add(code);
}

/** Moves a day to another of its moments, by the dossiers that have an event in between. */
function move(past: PastDay, to: number, own: readonly FoundDossier[], rules: Rules): void {
  const from = past.at;
  const [low, high] = [Math.min(to, from), Math.max(to, from)];
  for (const { history } of own) {
    if (!history.some(({ time }) => time > low && time <= high)) continue;
    const events = dossierEvents(history);
    addAll(past.counts, takenBack(events, to, rules), 1);
    addAll(past.counts, takenBack(events, from, rules), -1);
  }
  past.at = to;
}
