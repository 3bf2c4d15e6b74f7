import { createQuarantine } from "@nhip/backbone";
import type { WardEvent } from "@nhip/contracts";
import {
  OPEN_INDEX,
  addAll,
  addressOf,
  byTimeThenId,
  entityOf,
  foldBatch,
  toBuckets,
  type Counts,
  type IndexMove,
} from "@nhip/domain";
import { setImmediate as breathe } from "node:timers/promises";
import { RULES, loggedEvents, sentId, storedBuckets } from "../tests/counted.ts";
import type { Stack } from "../tests/stack.ts";
import { looked, note, setDifferences, tableDifferences, type Findings } from "./findings.ts";
import type { PlainDossier } from "./life.ts";
import { isPlain, plainCounts } from "./plain-count.ts";
import type { Spoilt } from "./spoil.ts";

const DOSSIERS_AT_ONCE = 500;

/** What an undisturbed observer knows of one ward. */
export type KnownWard = {
  ward: string;
  /** Every event that was accepted, once, with the id that its sender gave it. */
  events: readonly WardEvent[];
  dossiers: readonly PlainDossier[];
  spoilt: readonly Spoilt[];
};

/** Holds all that the store has of a ward against what was accepted. Resolves to the undisturbed counters. */
export async function compareStore(stack: Stack, known: KnownWard, findings: Findings) {
  const { counts, moves } = await foldUndisturbed(known.events);
  const buckets = toBuckets(counts);
  await compareCounters(stack, known, buckets, findings);
  await compareLog(stack, known, findings);
  await compareHistories(stack, known, findings);
  await compareIndexes(stack, known.ward, moves, findings);
  await compareQuarantine(stack, known, findings);
  return buckets;
}

/**
 * Everything folded once, some dossiers at a time with a breath between: the proxy to Redis lives in this process, and
 * must not stand still meanwhile.
 */
async function foldUndisturbed(events: readonly WardEvent[]) {
  const byEntity = new Map<string, WardEvent[]>();
  for (const event of events) {
    const address = addressOf(entityOf(event));
    const own = byEntity.get(address);
    if (own) own.push(event);
    else byEntity.set(address, [event]);
  }
  const entities = [...byEntity.values()];
  const counts: Counts = new Map();
  const moves: IndexMove[] = [];
  for (let at = 0; at < entities.length; at += DOSSIERS_AT_ONCE) {
    const outcome = foldBatch(new Map(), entities.slice(at, at + DOSSIERS_AT_ONCE).flat(), RULES);
    addAll(counts, outcome.counts, 1);
    moves.push(...outcome.moves);
    await breathe();
  }
  return { counts, moves };
}

/** Every counter against the undisturbed fold, and those that can be counted plainly against the plain count too. */
async function compareCounters(
  stack: Stack,
  { ward, dossiers }: KnownWard,
  undisturbed: ReadonlyMap<string, ReadonlyMap<string, number>>,
  findings: Findings,
): Promise<void> {
  const entries = Object.entries(await storedBuckets(stack, ward));
  const stored = new Map(entries.map(([name, fields]) => [name, new Map(Object.entries(fields))]));
  const folded = tableDifferences(`${ward} counter`, undisturbed, stored);
  const plain = tableDifferences(
    `${ward} plain count`,
    plainCounts(dossiers),
    stored,
    (bucket, field) => !bucket.startsWith("c:") && isPlain(field),
  );
  looked(findings, "counters", folded.cells);
  looked(findings, "plain counts", plain.cells);
  note(findings, "differences", [...folded.faults, ...plain.faults]);
}

async function compareLog(stack: Stack, { ward, events }: KnownWard, findings: Findings): Promise<void> {
  const times = new Map<string, number>();
  for (const { id } of await loggedEvents(stack, ward)) times.set(id, (times.get(id) ?? 0) + 1);
  const known = new Set(events.map(({ id }) => id));
  const logged = [...times];
  looked(findings, "events in the log", logged.length);
  note(
    findings,
    "lost",
    [...known]
      .filter((id) => !times.has(id))
      .map((id) => `${ward}: ${id} was accepted and is not in the log`),
  );
  note(
    findings,
    "double",
    logged.flatMap(([id, n]) =>
      Array.from({ length: n - 1 }, () => `${ward}: ${id} is in the log ${n} times`),
    ),
  );
  note(
    findings,
    "unknown",
    logged.filter(([id]) => !known.has(id)).map(([id]) => `${ward}: ${id} is in the log and was never sent`),
  );
}

/** The history of every dossier, report, target and claim, event by event. */
async function compareHistories(
  stack: Stack,
  { ward, events }: KnownWard,
  findings: Findings,
): Promise<void> {
  const should = new Map<string, WardEvent[]>();
  const statements = new Set<string>();
  for (const event of events) {
    if ("subject" in event) should.set(event.subject, [...(should.get(event.subject) ?? []), event]);
    else statements.add(asText(event));
  }
  const codes = [...should.keys()];
  const faults: string[] = [];
  for (let at = 0; at < codes.length; at += DOSSIERS_AT_ONCE) {
    const some = codes.slice(at, at + DOSSIERS_AT_ONCE);
    const found = new Map(
      (await stack.store.readDossiers(ward, some)).map(({ code, history }) => [code, history]),
    );
    for (const code of some) {
      const wanted = (should.get(code) ?? []).toSorted(byTimeThenId).map(asText);
      const is = (found.get(code) ?? []).map((event) => asText({ ...event, id: sentId(event.id) }));
      const missing = wanted.filter((text) => !is.includes(text));
      note(
        findings,
        "lost",
        missing.map((text) => `${ward}: ${code} lacks ${text}`),
      );
      if (missing.length === 0 && wanted.join() !== is.join())
        faults.push(`${ward}: ${code} is told otherwise`);
    }
  }
  const kinds = ["report", "target", "claim"] as const;
  const all = (await Promise.all(kinds.map((kind) => stack.store.readAll(ward, kind)))).flat(2);
  const kept = new Set(all.map((event) => asText({ ...event, id: sentId(event.id) })));
  looked(findings, "dossiers", codes.length);
  looked(findings, "statements", statements.size);
  note(findings, "differences", [...faults, ...setDifferences(`${ward} statements`, statements, kept)]);
}

/** One event as a text that does not hang on the order of its keys. */
function asText({ id, type, time, data }: WardEvent): string {
  const facts = Object.entries(data).filter(([, value]) => value !== undefined);
  return JSON.stringify([id, type, time, facts.toSorted(([a], [b]) => (a < b ? -1 : 1))]);
}

async function compareIndexes(
  { store }: Stack,
  ward: string,
  moves: readonly { index: string; member: string; score: number | null }[],
  findings: Findings,
): Promise<void> {
  const should = new Map<string, Set<string>>([[OPEN_INDEX, new Set()]]);
  for (const { index, member } of moves) should.set(index, (should.get(index) ?? new Set()).add(member));
  for (const [index, members] of should) {
    const range = { from: -Infinity, to: Infinity, offset: 0, limit: 10_000_000 };
    const is = new Set(await store.readIndex(ward, index, range));
    looked(findings, "index entries", members.size);
    note(findings, "differences", setDifferences(`${ward} index ${index}`, members, is));
  }
}

/** What was corrupted is in quarantine with its reason, and nothing else is. */
async function compareQuarantine(
  stack: Stack,
  { ward, spoilt }: KnownWard,
  findings: Findings,
): Promise<void> {
  const entries = await createQuarantine(stack.admin, stack.keys).list(ward);
  const is = new Set(entries.map(({ line, code }) => `${String(line["id"])} ${code}`));
  const should = new Set(spoilt.map(({ id, code }) => `${id} ${code}`));
  looked(findings, "quarantined lines", should.size);
  note(findings, "differences", setDifferences(`${ward} quarantine`, should, is));
}
