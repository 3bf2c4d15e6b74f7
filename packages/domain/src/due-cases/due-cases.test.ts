import { describe, expect, test } from "vitest";
import { WardSettings, type DossierEvent } from "@nhip/contracts";
import { openScore } from "../batch.ts";
import { formatInstant } from "../civil-day.ts";
import { contribution } from "../contribution.ts";
import { fold, type Dossier } from "../dossier.ts";
import { merge } from "../history.ts";
import { createRules, type Rules } from "../rules.ts";
import { statusAt } from "../status.ts";
import { ANSWER_CASES } from "./answers.testing.ts";
import { CHANGE_CASES } from "./changes.testing.ts";
import { DAYS_OFF_CASES } from "./days-off.testing.ts";
import { local, typeOf, type DueCase } from "./due-case.testing.ts";
import { dueTimesPage } from "./due-page.testing.ts";
import { RECEIPT_CASES } from "./receipt.testing.ts";
import { WAITING_CASES } from "./waiting.testing.ts";

const PARTS = [
  { title: "Receipt", cases: RECEIPT_CASES },
  { title: "Tết, holidays, make-up days", cases: DAYS_OFF_CASES },
  { title: "Waiting", cases: WAITING_CASES },
  { title: "Given due times and extensions", cases: CHANGE_CASES },
  { title: "Answers", cases: ANSWER_CASES },
];
const CASES = PARTS.flatMap(({ cases }) => cases);

function rulesOf({ rules }: DueCase): Rules {
  return createRules(WardSettings.parse({ id: "w", name: "w", rules }).rules);
}

/** What was told until a moment, in the order of arrival. */
function eventsOf({ events }: DueCase, until = Infinity): DossierEvent[] {
  return events
    .map((told, n) => ({
      id: `e${String(n).padStart(2, "0")}`,
      type: typeOf(told),
      subject: "H64.38.25-261005-0007",
      time: local(told[1]),
      data: told[2] ?? {},
    }))
    .filter(({ time }) => time <= until);
}

const folded = (events: DossierEvent[], rules: Rules): Dossier => fold(merge([], events).history, rules);

/** How many dossiers the counters have in a state at a moment: the running sum that a board shows. */
function balance(dossier: Dossier, rules: Rules, state: string, at: number): number {
  let sum = 0;
  for (const [key, n] of contribution(dossier, rules)) {
    const [, day, ms, measure] = /^(.{10})@(\d+)\/([^|]+)/.exec(key) ?? [];
    if (day === undefined || local(`${day} 00:00`) + Number(ms) > at) continue;
    if (measure === `${state}.in`) sum += n;
    if (measure === `${state}.out`) sum -= n;
  }
  return sum;
}

/** `2026-10-08/onTime`: the days and ways in which the dossier is counted as closed. */
function closings(dossier: Dossier, rules: Rules): string[] {
  return [...contribution(dossier, rules).keys()].flatMap((key) => {
    const [, day, way] = /^(.{10})\/closed\.(\w+)/.exec(key) ?? [];
    return day === undefined ? [] : [`${day}/${way}`];
  });
}

describe.each(CASES.map((one): [string, string, DueCase] => [one.id, one.story, one]))(
  "%s: %s",
  (_id, _story, one) => {
    const rules = rulesOf(one);
    const events = eventsOf(one);
    const dossier = folded(events, rules);

    test("is due when the rule says, in whatever order it arrives", () => {
      const expected = one.due === null ? null : formatInstant(local(one.due));
      for (const arrival of [events, events.toReversed()]) {
        const { dueAt } = folded(arrival, rules);
        expect(dueAt === null ? null : formatInstant(dueAt)).toBe(expected);
      }
    });

    test("counts as answered in one way, on one day", () => {
      const day = one.countedOn ?? one.events.at(-1)?.[1].slice(0, 10);
      expect(closings(dossier, rules)).toEqual(one.verdict === undefined ? [] : [`${day}/${one.verdict}`]);
      expect(dossier.extensions).toBe(one.extensions ?? 0);
    });

    if (!one.states) return;
    test.each(one.states)("stands as it should at %s, and the counters agree: %s", (moment, status) => {
      const at = local(moment);
      const known = folded(eventsOf(one, at), rules);
      expect([moment, statusAt(known, rules, at)]).toEqual([moment, status]);
      expect([moment, balance(known, rules, "overdue", at)]).toEqual([moment, status === "overdue" ? 1 : 0]);
      expect([moment, balance(known, rules, "dueSoon", at)]).toEqual([moment, status === "due-soon" ? 1 : 0]);
      // The list of open dossiers is read by this score: whoever is overdue lies before the moment, and nobody else does.
      const score = openScore(known, rules) ?? Infinity;
      expect([moment, score < at]).toEqual([moment, status === "overdue"]);
    });
  },
);

describe("the table", () => {
  test("has more than forty cases, each with an id, a rule, a working and a source of its own", () => {
    expect(CASES.length).toBeGreaterThanOrEqual(45);
    expect(new Set(CASES.map(({ id }) => id)).size).toBe(CASES.length);
    expect(new Set(CASES.map(({ story }) => story)).size).toBe(CASES.length);
    for (const { rule, working, source } of CASES)
      for (const text of [rule, working, source]) expect(text.length).toBeGreaterThan(5);
  });

  test("speaks of every class of answer", () => {
    expect([...new Set(CASES.map(({ verdict }) => verdict))].toSorted()).toEqual([
      "early",
      "late",
      "onTime",
      "rejected",
      "undated",
      "withdrawn",
      undefined,
    ]);
  });

  // Written anew by `node scripts/test.mjs --project unit packages/domain/src/due-cases --update`.
  test("is printed in docs/due-times.md", async () => {
    await expect(dueTimesPage(PARTS)).toMatchFileSnapshot("../../../../docs/due-times.md");
  });
});
