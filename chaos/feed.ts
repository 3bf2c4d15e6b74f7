import { createRandom, type WireEvent } from "@nhip/sample";
import { makeLife, type PlainDossier } from "./life.ts";
import { spoil, type Spoilt } from "./spoil.ts";
import { createStatements, type PlainFigure } from "./statements.ts";

/** So few dossiers of a ward are told at a time that every batch meets the ones before it. */
const POOL_EVENTS = 400;
/** The largest post, in events; a source that has fallen behind sends larger ones, up to the second. */
const MAX_BATCH = 300;
const MAX_BATCH_BEHIND = 2_000;
/** What is owed is spread over about so many posts. */
const POSTS_BEHIND = 8;
/** Numbers that one ward may use. */
const MAX_DOSSIERS = 1_000_000;
/** Events told before, out of which repeats are taken. */
const REMEMBERED = 5_000;
const SHARES = {
  single: 0.4,
  singleBehind: 0.1,
  late: 0.03,
  repeated: 0.03,
  corrupt: 0.012,
  statement: 0.03,
  again: 0.05,
};

/** One post: its lines in order, and those that must be refused by their place. */
export type Piece = {
  lines: string[];
  format: "one" | "array" | "lines";
  packed: boolean;
  good: WireEvent[];
  spoilt: Map<number, Spoilt>;
};

/** What was told, as an undisturbed observer knows it. */
export type Told = {
  events: Map<string, WireEvent[]>;
  dossiers: PlainDossier[];
  figures: PlainFigure[];
  spoilt: Map<string, Spoilt[]>;
};

/**
 * Seeded traffic: dossiers of several wards told at once, out of order, some events long after the others, some twice,
 * some lines corrupted. The same seed tells the same stories.
 */
export function createFeed(options: { seed: number; wards: readonly string[]; now: () => number }) {
  const { seed, wards, now } = options;
  const random = createRandom(`${seed} feed`);
  // The stories of a ward have a chance of their own: how they are told hangs on how fast they can be.
  const tellers = new Map(wards.map((ward, n) => [ward, createTeller(`${seed} ${ward}`, n * MAX_DOSSIERS)]));
  const pools = new Map<string, WireEvent[]>(wards.map((ward) => [ward, []]));
  const told: Told = {
    events: new Map(wards.map((ward) => [ward, []])),
    dossiers: [],
    figures: [],
    spoilt: new Map(wards.map((ward) => [ward, []])),
  };
  const late: { event: WireEvent; after: number }[] = [];
  const again: Piece[] = [];
  const remembered: WireEvent[] = [];
  const counts = { events: 0, repeated: 0, corrupted: 0, late: 0 };
  let ending = false;

  function fill(ward: string, pool: WireEvent[]): void {
    const teller = tellers.get(ward);
    while (teller && !ending && pool.length < POOL_EVENTS) {
      const { life, statement } = teller.next(ward, now());
      told.dossiers.push(life.plain);
      pool.push(...life.events);
      if (statement) pool.push(statement);
    }
  }

  /** Takes an event out of a pool at random, sometimes to be told much later. */
  function draw(pool: WireEvent[]): WireEvent | undefined {
    const at = random.whole(0, pool.length - 1);
    const event = pool[at];
    const last = pool.pop();
    if (event !== last && last) pool[at] = last;
    if (!event || ending || !random.chance(SHARES.late)) return event;
    late.push({ event, after: counts.events + random.whole(1_000, 20_000) });
    counts.late += 1;
    return undefined;
  }

  function remember(event: WireEvent): void {
    counts.events += 1;
    told.events.get(event.ward)?.push(event);
    if (remembered.length < REMEMBERED) remembered.push(event);
    else remembered[random.whole(0, REMEMBERED - 1)] = event;
  }

  function drawSome(size: number): WireEvent[] {
    const first = random.whole(0, wards.length - 1);
    const good: WireEvent[] = [];
    // Mostly of one ward, as a real source sends; the next one steps in where that has nothing left.
    for (let n = 0; n < wards.length && good.length < size; n++) {
      const ward = wards[(first + n) % wards.length] ?? "";
      const pool = pools.get(ward) ?? [];
      fill(ward, pool);
      while (good.length < size && pool.length > 0) {
        const event = draw(pool);
        if (pool.length < POOL_EVENTS / 2) fill(ward, pool);
        if (event) good.push(event);
      }
      if (!ending && good.length > 0) break;
    }
    while (late.length > 0 && good.length < size + 20) {
      const due = late.findIndex(({ after }) => ending || after <= counts.events);
      if (due < 0) break;
      good.push(...late.splice(due, 1).map(({ event }) => event));
    }
    for (const event of good) remember(event);
    return good;
  }

  /** A corrupted event that comes alone, so that nothing in its post is good. */
  function makeBad(event: WireEvent): Piece {
    const bad = spoil(random, event, `spoilt-${++counts.corrupted}`, false);
    told.spoilt.get(event.ward)?.push(bad);
    return { lines: [bad.line], format: "one", packed: false, good: [], spoilt: new Map([[0, bad]]) };
  }

  function makePiece(behind: number): Piece | undefined {
    const largest = Math.min(Math.max(MAX_BATCH, Math.floor(behind / POSTS_BEHIND)), MAX_BATCH_BEHIND);
    const single = random.chance(largest > MAX_BATCH ? SHARES.singleBehind : SHARES.single) && !ending;
    const [known] = remembered;
    if (single && known && random.chance(SHARES.corrupt)) return makeBad(known);
    const good = drawSome(single ? 1 : random.whole(2, largest));
    if (good.length === 0) return undefined;
    const format = good.length === 1 ? "one" : random.pick(["array", "lines"] as const);
    const lines: string[] = [];
    const spoilt = new Map<number, Spoilt>();
    const sent: WireEvent[] = [];
    for (const event of good) {
      lines.push(JSON.stringify(event));
      sent.push(event);
      if (format === "one") continue;
      if (random.chance(SHARES.repeated)) {
        const repeat = random.chance(0.5)
          ? event
          : (remembered[random.whole(0, remembered.length - 1)] ?? event);
        lines.push(JSON.stringify(repeat));
        counts.repeated += 1;
      }
      if (random.chance(SHARES.corrupt)) {
        const bad = spoil(random, event, `spoilt-${++counts.corrupted}`, format === "lines");
        told.spoilt.get(event.ward)?.push(bad);
        spoilt.set(lines.length, bad);
        lines.push(bad.line);
      }
    }
    return { lines, format, packed: random.chance(0.2), good: sent, spoilt };
  }

  return {
    /** The next post, for a source that is `behind` by so many events; `undefined` when all has been told. */
    next(behind: number): Piece | undefined {
      if (again.length > 0 && (ending || random.chance(0.5))) {
        const piece = again.shift();
        counts.repeated += piece?.lines.length ?? 0;
        return piece;
      }
      const piece = makePiece(behind);
      if (piece && !ending && random.chance(SHARES.again)) again.push(piece);
      return piece;
    },

    /** No new dossiers from now on: what has begun is told to its end. */
    finish(): void {
      ending = true;
    },

    counts: () => ({ ...counts }),
    told: (): Told => ({ ...told, figures: [...tellers.values()].flatMap((teller) => teller.newest()) }),
  };
}
/** Tells dossiers one after the other, with now and then a statement between. */
function createTeller(seed: string, firstNumber: number) {
  const random = createRandom(seed);
  const statements = createStatements(random, `statement-${firstNumber}`);
  let number = firstNumber;
  return {
    next: (ward: string, nowMs: number) => ({
      life: makeLife(random, ward, number++, nowMs),
      statement: random.chance(SHARES.statement) ? statements.make(ward, nowMs) : undefined,
    }),
    newest: statements.newest,
  };
}

export type Feed = ReturnType<typeof createFeed>;
