import type { ClaimedFigure, FigureKind, Place, Unread } from "@nhip/contracts";
import { findNumbers, type FoundNumber } from "./numbers.ts";
import { clausesOf, cutBetween, type Clause } from "./sentences.ts";
import { periodsTold, unitsTold, type Told } from "./told.ts";
import { comparable } from "./vietnamese-text.ts";
import {
  ADDED_PLAN_WORDS,
  CHANGE_WORDS,
  CLAIMED_AS_NONE,
  MOVE_WORDS,
  NONE_WORDS,
  PHRASES,
  PLAN_WORDS,
  type Phrase,
} from "./vocabulary.ts";

export type ReadText = {
  figures: ClaimedFigure[];
  unread: Unread[];
  /** True where the text says up to when it counted. */
  dated: boolean;
};

/** How far from a number the words may stand that its phrase needs. */
const AROUND = 400;

/** A number with the words that belong to it. */
type Item = { number: FoundNumber; before: Place; after: Place };
type Named = { phrase: Phrase; length: number; distance: number };

/**
 * The figures of a Vietnamese text, in their order. `text` is what `readable` gave; `own` are phrases of the ward's own
 * indicators. Each clause is read as a whole: a fraction, its rate and its attainments belong together.
 */
export function readFigures(text: string, own: readonly Phrase[] = []): ReadText {
  const plain = comparable(text);
  const phrases = [...own, ...PHRASES];
  const numbers = findNumbers(plain);
  const periods = periodsTold(plain);
  const units = unitsTold(plain);
  const reader: Reader = { text, plain, phrases, periods, units, figures: [], unread: [], group: 0 };
  const clauses = clausesOf(plain);
  const sentences = new Map<number, Place>();
  for (const { sentence, start, end } of clauses)
    sentences.set(sentence, { start: sentences.get(sentence)?.start ?? start, end });
  let next = 0;
  for (const clause of clauses) {
    const first = next;
    while ((numbers[next]?.start ?? Infinity) < clause.end) next += 1;
    readClause(reader, clause, sentences.get(clause.sentence) ?? clause, numbers.slice(first, next));
  }
  const figures = reader.figures.toSorted((a, b) => a.start - b.start);
  return {
    figures: figures.map((figure, id) => ({ ...figure, id })),
    unread: reader.unread,
    dated: periods.some(({ dated }) => dated === true),
  };
}

type Reader = {
  text: string;
  plain: string;
  phrases: readonly Phrase[];
  periods: readonly Told[];
  units: readonly Told[];
  figures: ClaimedFigure[];
  unread: Unread[];
  group: number;
};

function readClause(reader: Reader, clause: Clause, sentence: Place, numbers: readonly FoundNumber[]): void {
  const { plain } = reader;
  let last: ClaimedFigure | undefined;
  for (const { number, before, after } of itemsOf(plain, clause, numbers)) {
    const words = {
      before: plain.slice(before.start, before.end),
      after: plain.slice(after.start, after.end),
    };
    const isPercent = number.shape === "percent";
    if (isPercent && (has(CHANGE_WORDS, words.after) || has(MOVE_WORDS, words.before))) {
      reader.unread.push(unread(reader, number, "change"));
      continue;
    }
    const ofPlan = isPercent && (has(PLAN_WORDS, words.after) || (has(PLAN_WORDS, words.before) && !last));
    const around = plain.slice(
      Math.max(sentence.start, number.start - AROUND),
      Math.min(sentence.end, number.end + AROUND),
    );
    const named = nameOf(reader.phrases, words, around);
    const takes: boolean = last !== undefined && (named === null || (ofPlan && named.phrase.weight < 2));
    const concept = takes ? last?.concept : named?.phrase.concept;
    if (concept === undefined || (takes && number.shape === "number")) {
      reader.unread.push(unread(reader, number, "no-indicator"));
      continue;
    }
    const kind: FigureKind = ofPlan
      ? "attainment"
      : isPercent
        ? "rate"
        : number.shape === "fraction"
          ? "fraction"
          : "count";
    const told = refine(concept, kind, last);
    if (!last || last.concept !== told || (kind !== "attainment" && last.kind === kind)) reader.group += 1;
    last = {
      ...figureAt(reader, sentence, number),
      concept: told,
      kind,
      value: number.value,
      ...(number.denominator === undefined ? {} : { denominator: number.denominator }),
      decimals: number.decimals,
      ...(ofPlan ? { plan: has(ADDED_PLAN_WORDS, words.after) ? "added" : "first" } : {}),
      ...(named?.phrase.also !== undefined && !takes ? { also: named.phrase.also } : {}),
      group: reader.group,
    };
    reader.figures.push(last);
  }
  readNones(reader, clause, sentence);
}

/** "Không có hồ sơ quá hạn" claims a zero, without a digit. */
function readNones(reader: Reader, clause: Clause, sentence: Place): void {
  const words = reader.plain.slice(clause.start, clause.end);
  for (const none of words.matchAll(NONE_WORDS)) {
    const rest = words.slice(none.index + none[0].length).slice(0, 80);
    const claimed = (/^[^\d]*/.exec(rest)?.[0] ?? "").split(NONE_WORDS)[0] ?? "";
    for (const phrase of reader.phrases) {
      if (!CLAIMED_AS_NONE.has(phrase.concept)) continue;
      const match = [...claimed.matchAll(phrase.pattern)][0];
      if (!match) continue;
      const start = clause.start + none.index;
      const end = start + none[0].length + match.index + match[0].length;
      reader.group += 1;
      reader.figures.push({
        ...figureAt(reader, sentence, { start, end }),
        concept: phrase.concept,
        kind: "count",
        value: 0,
        decimals: 0,
        group: reader.group,
      });
      break;
    }
  }
}

/** Numbers with the words on both sides; what stands between two is parted where the sentence parts it. */
function itemsOf(plain: string, clause: Clause, numbers: readonly FoundNumber[]): Item[] {
  const gaps = numbers.slice(1).map((number, index) => {
    const from = numbers[index]?.end ?? clause.start;
    const cut = cutBetween(plain.slice(from, number.start));
    return { from, to: number.start, cut: cut === null ? null : from + cut };
  });
  return numbers.map((number, index) => {
    const left = gaps[index - 1];
    const right = gaps[index];
    const start = left ? (left.cut ?? left.from) : clause.start;
    const end = right ? (right.cut ?? right.to) : clause.end;
    return {
      number,
      before: { start: Math.max(start, number.start - AROUND), end: number.start },
      after: { start: number.end, end: Math.min(end, number.end + AROUND) },
    };
  });
}

/** The phrase that names a number: the weightiest beside it, of equals the nearer, of overlapping ones the longer. */
function nameOf(
  phrases: readonly Phrase[],
  { before, after }: { before: string; after: string },
  around: string,
): Named | null {
  let best: Named | null = null;
  for (const phrase of phrases) {
    if (phrase.needs && !has(phrase.needs, around)) continue;
    for (const [side, words] of [
      ["before", before],
      ["after", after],
    ] as const) {
      for (const match of words.matchAll(phrase.pattern)) {
        const { length } = match[0];
        const distance = side === "before" ? words.length - match.index - length : match.index;
        const one: Named = { phrase, length, distance };
        if (best === null || isBetter(one, best)) best = one;
      }
    }
  }
  return best;
}

function isBetter(one: Named, other: Named): boolean {
  if (one.phrase.weight !== other.phrase.weight) return one.phrase.weight > other.phrase.weight;
  if (one.distance !== other.distance) return one.distance < other.distance;
  return one.length > other.length;
}

/** Late among what is open is overdue; a percentage of what is on time is the on-time rate. */
function refine(concept: string, kind: FigureKind, last: ClaimedFigure | undefined): string {
  if (
    concept === "dossiers.late" &&
    (last?.concept === "dossiers.open" || last?.concept === "dossiers.openInTime")
  )
    return "dossiers.overdue";
  const isShare = kind === "rate" && last?.concept !== concept;
  if (isShare && (concept === "dossiers.inTime" || concept === "dossiers.onTime"))
    return "dossiers.onTimeRate";
  return concept;
}

function figureAt({ text, periods, units }: Reader, sentence: Place, { start, end }: Place) {
  const unit = units.findLast(({ at }) => at >= sentence.start && at < start)?.unit ?? null;
  const period = periods.findLast(({ at }) => at < start)?.period ?? null;
  return { id: 0, start, end, words: text.slice(start, end), unit, period };
}

function unread({ text }: Reader, { start, end }: Place, reason: Unread["reason"]): Unread {
  return { start, end, words: text.slice(start, end), reason };
}

function has(pattern: RegExp, words: string): boolean {
  pattern.lastIndex = 0;
  const found = pattern.test(words);
  pattern.lastIndex = 0;
  return found;
}
