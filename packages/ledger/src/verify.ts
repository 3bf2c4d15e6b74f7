import {
  encodeStored,
  versionOf,
  type AuditStore,
  type FigureName,
  type Figures,
  type LogEntry,
} from "@nhip/backbone";
import {
  ENTITY_KINDS,
  addressOf,
  type Counts,
  type EntityKind,
  type EntityRef,
  type Rules,
} from "@nhip/domain";
import {
  entityDifference,
  figureDifferences,
  logDifference,
  rulesDifference,
  type Difference,
} from "./difference.ts";
import { EMPTY_INDEX, addMember, sameDigest, scoreOf, type IndexDigest } from "./index-digest.ts";
import { addBuckets, recount, type Recounted } from "./recount.ts";
import type { WholeLog } from "./whole-log.ts";

const FIGURES_AT_ONCE = 200;
/** Buckets and indexes that one transaction reads, and entities that are looked at closely at one time. */
const SUSPECTS_AT_ONCE = 2_000;
/** How often a verification begins again because the ward was counted by other rules meanwhile. */
const MAX_STARTS = 3;
/** So many differences are named, the others only counted. */
const MAX_NAMED = 1_000;

export type Verification = {
  ward: string;
  /** The revision up to which the figures were compared. */
  rev: number;
  ok: boolean;
  events: number;
  entities: number;
  counters: number;
  /** How many there are; `differences` names the first of them. */
  total: number;
  differences: Difference[];
};

type Deps = { log: WholeLog; store: AuditStore };
/** A log up to one revision. */
type Source = { read: () => AsyncIterable<LogEntry[]>; events: number; rules: Rules };

/**
 * Compares all that a ward's store holds with what its log says: every dossier, report, target and claim, every counter,
 * every place in an index. The ward goes on meanwhile, so the first look also finds what is only in movement. What it
 * finds is read again, figures in one transaction with their revision, and held against a recount of the log up to there:
 * whatever still differs is wrong.
 */
export async function verifyWard(
  deps: Deps,
  ward: string,
  rulesOf: () => Promise<Rules>,
): Promise<Verification> {
  for (let start = 1; ; start++) {
    const rules = await rulesOf();
    const mark = await deps.store.readMark(ward);
    const found = await verifyBy(deps, ward, rules, mark);
    // Counted anew meanwhile, by other rules: what was compared was of two minds.
    if (found.mark === mark || start === MAX_STARTS) return found.verification;
  }
}

async function verifyBy(
  { log, store }: Deps,
  ward: string,
  rules: Rules,
  mark: string | null,
): Promise<{ verification: Verification; mark: string | null }> {
  let rev = await store.readRev(ward);
  let markNow = mark;
  const extent = await log.examine(ward, rev);
  const upTo = (last: number): Source => ({ read: () => log.read(ward, last), events: extent.events, rules });
  const findings = new Findings();
  for (const trouble of extent.troubles) findings.add(logDifference(trouble));
  if (mark !== null && mark !== rules.mark) findings.add(rulesDifference(ward, rules.mark, mark));

  const look = await lookOver(store, ward, upTo(rev));
  const names = await suspectFigures(store, ward, look);
  const refs = [...look.suspects];
  for await (const stranger of strangers(store, ward, look)) refs.push(stranger);
  while (refs.length + names.length > 0 && !findings.isFull()) {
    const ownRefs = refs.splice(0, SUSPECTS_AT_ONCE);
    const ownNames = names.splice(0, SUSPECTS_AT_ONCE);
    const texts = await readTexts(store, ward, ownRefs);
    const moment = await store.readFiguresAt(ward, ownNames);
    rev = moment.rev;
    markNow = moment.mark;
    const closely = { refs: ownRefs, texts, names: ownNames, figures: moment.figures };
    for (const difference of await lookClosely(closely, upTo(rev))) findings.add(difference);
  }
  const verification = {
    ward,
    rev,
    ok: findings.total === 0,
    events: extent.events,
    entities: look.known.size,
    counters: [...look.counts.values()].reduce((sum, fields) => sum + fields.size, 0),
    // What was not looked at closely any more looked wrong, too.
    total: findings.total + refs.length + names.length,
    differences: findings.named,
  };
  return { verification, mark: markNow };
}

/** Names the first differences and counts all. */
class Findings {
  total = 0;
  readonly named: Difference[] = [];

  add(difference: Difference): void {
    this.total += 1;
    if (!this.isFull()) this.named.push(difference);
  }

  isFull(): boolean {
    return this.named.length >= MAX_NAMED;
  }
}

/** What the log says, as far as it is kept: sums of figures, and the entities that looked different. */
type Look = {
  counts: Map<string, Counts>;
  indexes: Map<string, IndexDigest>;
  known: Set<string>;
  /** How many of those were in the store. */
  found: Map<EntityKind, number>;
  suspects: Suspect[];
};
/** `version`: what it had at least when the look began. */
type Suspect = { ref: EntityRef; version: number };

async function lookOver(store: AuditStore, ward: string, source: Source): Promise<Look> {
  const look: Look = {
    counts: new Map(),
    indexes: new Map(),
    known: new Set(),
    found: new Map(),
    suspects: [],
  };
  for await (const some of recount(source.read, source.events, source.rules)) {
    for (const { ref, buckets, scores } of some) {
      look.known.add(addressOf(ref));
      addBuckets(look.counts, buckets);
      for (const [index, score] of scores)
        look.indexes.set(index, addMember(look.indexes.get(index) ?? EMPTY_INDEX, ref.key, score));
    }
    const texts = await readTexts(store, ward, some);
    some.forEach(({ ref, stored }: Recounted, n) => {
      if (texts[n] !== null) look.found.set(ref.kind, (look.found.get(ref.kind) ?? 0) + 1);
      if (texts[n] !== encodeStored(stored)) look.suspects.push({ ref, version: stored.version });
    });
  }
  return look;
}

/** The stored texts of entities, in their order. */
async function readTexts(
  store: AuditStore,
  ward: string,
  some: readonly { ref: EntityRef }[],
): Promise<(string | null)[]> {
  const found = new Map<string, string | null>();
  for (const kind of ENTITY_KINDS) {
    const codes = some.filter(({ ref }) => ref.kind === kind).map(({ ref }) => ref.key);
    const texts = await store.readTexts(ward, kind, codes);
    codes.forEach((key, n) => found.set(addressOf({ kind, key }), texts[n] ?? null));
  }
  return some.map(({ ref }) => found.get(addressOf(ref)) ?? null);
}

/** Entities that are stored and that the log does not know. */
async function* strangers(store: AuditStore, ward: string, look: Look): AsyncGenerator<Suspect> {
  const stored = await store.countEntities(ward);
  for (const kind of ENTITY_KINDS) {
    if ((stored.get(kind) ?? 0) <= (look.found.get(kind) ?? 0)) continue;
    for await (const codes of store.codes(ward, kind)) {
      for (const key of codes)
        if (!look.known.has(addressOf({ kind, key }))) yield { ref: { kind, key }, version: 0 };
    }
  }
}

async function suspectFigures(store: AuditStore, ward: string, look: Look): Promise<FigureName[]> {
  const all = new Map<string, FigureName>();
  for (const name of await store.figureNames(ward)) all.set(`${name.kind} ${name.name}`, name);
  for (const name of look.counts.keys()) all.set(`counter ${name}`, { kind: "counter", name });
  for (const name of look.indexes.keys()) all.set(`index ${name}`, { kind: "index", name });
  const names = [...all.values()];
  const suspects: FigureName[] = [];
  for (let at = 0; at < names.length; at += FIGURES_AT_ONCE) {
    const part = names.slice(at, at + FIGURES_AT_ONCE);
    const found = await store.readFigures(ward, part);
    part.forEach((name, n) => {
      if (!looksRight(name, found[n] ?? new Map(), look)) suspects.push(name);
    });
  }
  return suspects;
}

function looksRight({ kind, name }: FigureName, found: Figures, look: Look): boolean {
  if (kind === "index") {
    let digest = EMPTY_INDEX;
    for (const [member, score] of found) digest = addMember(digest, member, scoreOf(score));
    return sameDigest(digest, look.indexes.get(name) ?? EMPTY_INDEX);
  }
  const fields = look.counts.get(name) ?? new Map<string, number>();
  if (fields.size !== found.size) return false;
  for (const [field, n] of fields) if (found.get(field) !== String(n)) return false;
  return true;
}

type CloseLook = {
  refs: readonly Suspect[];
  texts: readonly (string | null)[];
  names: readonly FigureName[];
  figures: readonly Figures[];
};

/** Recounts once more and keeps whatever belongs to a suspect. */
async function lookClosely(
  { refs, texts, names, figures }: CloseLook,
  source: Source,
): Promise<Difference[]> {
  const wanted = new Map(refs.map(({ ref }, n) => [addressOf(ref), texts[n] ?? null]));
  const expectedTexts = new Map<string, string>();
  const expected = new Map<string, Figures>(names.map(({ kind, name }) => [`${kind} ${name}`, new Map()]));
  const counts = new Map<string, Counts>();
  for await (const some of recount(source.read, source.events, source.rules)) {
    for (const { ref, stored, storedAt, buckets, scores } of some) {
      const address = addressOf(ref);
      const text = wanted.get(address);
      // Entities are read one after the other: each is held against what it was at the version it was read in.
      const version = text ? Math.min(versionOf(text), stored.version) : stored.version;
      if (text !== undefined) expectedTexts.set(address, encodeStored(storedAt(version)));
      addBuckets(counts, buckets);
      for (const [index, score] of scores) expected.get(`index ${index}`)?.set(ref.key, String(score));
    }
  }
  for (const { kind, name } of names) {
    if (kind === "counter")
      for (const [field, n] of counts.get(name) ?? []) expected.get(`counter ${name}`)?.set(field, String(n));
  }
  const differences: Difference[] = [];
  refs.forEach(({ ref, version }, n) => {
    const want = expectedTexts.get(addressOf(ref)) ?? null;
    const have = texts[n] ?? null;
    const isOld = have !== null && versionOf(have) < version;
    if (want !== have || isOld) differences.push(entityDifference(ref, want, have, isOld));
  });
  names.forEach((name, n) => {
    const want = expected.get(`${name.kind} ${name.name}`) ?? new Map<string, string>();
    for (const difference of figureDifferences(name, want, figures[n] ?? new Map()))
      differences.push(difference);
  });
  return differences;
}
