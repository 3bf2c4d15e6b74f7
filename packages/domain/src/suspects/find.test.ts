import { SUSPECT_KINDS, WardSettings, type DossierEvent, type WardRules } from "@nhip/contracts";
import { describe, expect, test } from "vitest";
import { fold } from "../dossier.ts";
import { local, typeOf, type Local, type Told } from "../due-cases/due-case.testing.ts";
import { createRules } from "../rules.ts";
import { SUSPECT_THRESHOLDS, suspectsOf, type Suspect } from "./find.ts";
import { suspectKindText, suspectQuestion } from "./words.ts";
const SETTINGS = WardSettings.parse({ id: "w", name: "w" }).rules;

function asked(events: readonly Told[], at: Local, rules: Partial<WardRules> = {}): Suspect[] {
  const history = events.map(([type, time, data = {}], n): DossierEvent => {
    return { id: `e${n}`, type: typeOf([type, time]), subject: "D", time: local(time), data };
  });
  const own = createRules({ ...SETTINGS, ...rules });
  return suspectsOf({ history, dossier: fold(history, own) }, own, local(at));
}

/** Worked by hand on a paper calendar: 07:30–11:30 and 13:30–17:00; 5 October 2026 is a Monday. */
type Case = readonly [
  story: string,
  events: readonly Told[],
  at: Local,
  expected: object | null,
  rules?: Partial<WardRules>,
];
/** One test a case: the questions of one kind are exactly these. */
function expectEach(kind: Suspect["kind"], cases: readonly Case[]): void {
  test.each(cases.map((one) => ({ story: one[0], one })))("$story", ({ one }) => {
    const [, events, at, expected, rules] = one;
    const found = asked(events, at, rules).filter((suspect) => suspect.kind === kind);
    expect(found).toEqual(expected === null ? [] : [{ kind, ...expected }]);
  });
}

const MONDAY: Told = ["received", "2026-10-05 09:00", { workingDays: 3 }]; // due Thursday 8 October 17:00
const due = (at: Local) => ({ dueAt: local(at) });

describe("answered and not delivered", () => {
  const answered: Told[] = [MONDAY, ["resolved", "2026-10-07 10:00"]];
  const tet: Told[] = [
    ["received", "2026-02-09 09:00"],
    ["resolved", "2026-02-12 16:00"],
  ];
  expectEach("undelivered", [
    ["Thu, Fri, Mon are three: not yet", answered, "2026-10-12 23:59", null],
    ["Tuesday is the fourth", answered, "2026-10-13 00:00", { since: local("2026-10-13 00:00"), days: 4 }],
    ["Tết: 13, 23, 24 February are three", tet, "2026-02-24 17:00", null],
    ["Tết: the 25th is the fourth", tet, "2026-02-25 08:00", { since: local("2026-02-25 00:00"), days: 4 }],
    [
      "24 November is a day off: 23, 25, 26, 27",
      [
        ["received", "2026-11-18 09:00"],
        ["resolved", "2026-11-20 16:00"],
      ],
      "2026-11-27 09:00",
      { since: local("2026-11-27 00:00"), days: 4 },
    ],
    ["delivered", [...answered, ["delivered", "2026-10-12 08:00"]], "2026-10-30 08:00", null],
    ["taken up again", [...answered, ["resumed", "2026-10-08 08:00"]], "2026-10-30 08:00", null],
    ["withdrawn", [MONDAY, ["withdrawn", "2026-10-07 10:00"]], "2026-10-30 08:00", null],
    ["entered by mistake", [...answered, ["voided", "2026-10-07 11:00"]], "2026-10-30 08:00", null],
  ]);
});

describe("overdue without any activity", () => {
  const untilEleven: Told[] = [["received", "2026-10-05 09:00", due("2026-10-13 11:00")]];
  const worked: Told[] = [MONDAY, ["processing", "2026-10-06 10:00"]];
  expectEach("idle-overdue", [
    ["Wed, Thu, Fri, Mon are four: not yet", worked, "2026-10-12 16:00", null],
    ["Tuesday is the fifth", worked, "2026-10-13 08:00", { since: local("2026-10-13 00:00"), days: 5 }],
    [
      "something happened on Friday",
      [...worked, ["digitized", "2026-10-09 10:00"]],
      "2026-10-15 08:00",
      null,
    ],
    [
      "as quiet, and still in time",
      [["received", "2026-10-05 09:00", { workingDays: 10 }]],
      "2026-10-15 08:00",
      null,
    ],
    [
      "waiting for the citizen",
      [...worked, ["supplement-requested", "2026-10-07 08:00"]],
      "2026-10-30 08:00",
      null,
    ],
    ["the last moment in time", untilEleven, "2026-10-13 11:00", null],
    [
      "quiet before, overdue from here: Tue to Fri, Mon, Tue",
      untilEleven,
      "2026-10-13 11:00:00.001",
      { since: local("2026-10-13 11:00:00.001"), days: 6 },
    ],
    ["with whole days as grain the day is not over", untilEleven, "2026-10-13 16:00", null, { grain: "day" }],
  ]);
});

describe("a supplement asked for in the last 24 hours", () => {
  const request = (at: Local): Told => ["supplement-requested", at];
  const weekend: Told = ["received", "2026-10-06 09:00", due("2026-10-12 10:00")];
  const tet: Told = ["received", "2026-02-09 09:00", due("2026-02-23 10:00")];
  const now = "2026-10-30 08:00";
  expectEach("late-supplement", [
    [
      "24 hours before, to the minute",
      [MONDAY, request("2026-10-07 17:00")],
      now,
      { since: local("2026-10-07 17:00"), hours: 24 },
    ],
    ["a minute more", [MONDAY, request("2026-10-07 16:59")], now, null],
    [
      "Friday 16:30 for Monday 10:00: 7.5 h and 10 h",
      [weekend, request("2026-10-09 16:30")],
      now,
      { since: local("2026-10-09 16:30"), hours: 18 },
    ],
    ["Friday 09:30 for Monday 10:00: 14.5 h and 10 h", [weekend, request("2026-10-09 09:30")], now, null],
    [
      "by a system on Saturday: 10 h of Monday",
      [weekend, request("2026-10-10 20:00")],
      now,
      { since: local("2026-10-10 20:00"), hours: 10 },
    ],
    [
      "the Friday before Tết, due on the first Monday after: 8 h and 10 h",
      [tet, request("2026-02-13 16:00")],
      "2026-02-26 08:00",
      { since: local("2026-02-13 16:00"), hours: 18 },
    ],
    [
      "an hour after the receipt is prompt, not late",
      [["received", "2026-10-07 16:00", due("2026-10-08 17:00")], request("2026-10-07 17:00")],
      now,
      null,
    ],
    ["when it was overdue, it stops nothing", [MONDAY, request("2026-10-09 09:00")], now, null],
    [
      "the due time that held then was a later one",
      [MONDAY, ["extended", "2026-10-07 09:00", due("2026-10-15 17:00")], request("2026-10-08 10:00")],
      now,
      null,
    ],
    [
      "a due time set afterwards does not count",
      [MONDAY, request("2026-10-08 10:00"), ["supplemented", "2026-10-12 09:00", due("2026-10-20 17:00")]],
      now,
      { since: local("2026-10-08 10:00"), hours: 7 },
    ],
    [
      "asked again while it waits",
      [MONDAY, request("2026-10-06 08:00"), request("2026-10-08 10:00")],
      now,
      null,
    ],
    ["no due time", [["received", "2026-10-05 09:00"], request("2026-10-08 10:00")], now, null],
  ]);
});

describe("received and answered within minutes", () => {
  const now = "2026-10-30 08:00";
  const resolved = (at: Local, facts = {}): Told => ["resolved", at, facts];
  expectEach("instant", [
    [
      "five minutes",
      [MONDAY, resolved("2026-10-05 09:05")],
      now,
      { since: local("2026-10-05 09:05"), minutes: 5 },
    ],
    ["a thousandth more", [MONDAY, resolved("2026-10-05 09:05:00.001")], now, null],
    [
      "the answer is dated before the receipt",
      [MONDAY, resolved("2026-10-05 10:00", { resolvedAt: local("2026-10-05 08:00") })],
      now,
      { since: local("2026-10-05 09:00"), minutes: null },
    ],
    [
      "trả ngay: due when received",
      [["received", "2026-10-05 09:00", due("2026-10-05 09:00")], resolved("2026-10-05 09:00")],
      now,
      null,
    ],
    [
      "due on the same day",
      [["received", "2026-10-05 09:00", due("2026-10-05 17:00")], resolved("2026-10-05 09:02")],
      now,
      null,
    ],
    [
      "0 working days, received after 15:00, so due tomorrow",
      [["received", "2026-10-05 15:30", { workingDays: 0 }], resolved("2026-10-05 15:31")],
      now,
      null,
    ],
    [
      "0 working days by the ward's list",
      [
        ["received", "2026-10-05 09:00", { procedure: "2.000815", ...due("2026-10-06 09:00") }],
        resolved("2026-10-05 09:02"),
      ],
      now,
      null,
      { procedureDays: { "2.000815": 0 } },
    ],
    ["no due time", [["received", "2026-10-05 09:00"], resolved("2026-10-05 09:02")], now, null],
    ["rejected as soon", [MONDAY, ["rejected", "2026-10-05 09:02"]], now, null],
  ]);
});

describe("a second extension", () => {
  const once: Told[] = [MONDAY, ["extended", "2026-10-07 09:00", due("2026-10-12 17:00")]];
  const twice: Told[] = [...once, ["extended", "2026-10-12 09:00", due("2026-10-15 17:00")]];
  const found = { since: local("2026-10-12 09:00"), times: 2, allowed: 1 };
  expectEach("second-extension", [
    ["one is allowed", once, "2026-10-12 10:00", null],
    ["the second", twice, "2026-10-12 10:00", found],
    [
      "it stays a question after the answer",
      [...twice, ["delivered", "2026-10-14 09:00"]],
      "2026-10-30 08:00",
      found,
    ],
    [
      "the third: since the second",
      [...twice, ["extended", "2026-10-15 09:00"]],
      "2026-10-15 10:00",
      { ...found, times: 3 },
    ],
  ]);
});

describe("an apology is due", () => {
  const from = { since: local("2026-10-07 00:00") };
  const sorry: Told = ["processing", "2026-10-07 10:00", { apology: true }];
  const putOff: Told = ["extended", "2026-10-07 10:00", { apology: true, ...due("2026-10-14 17:00") }];
  const oneDay: Told = ["received", "2026-10-07 09:00", { workingDays: 1 }]; // due Thursday 8 October 17:00
  expectEach("apology-due", [
    ["two working days before", [MONDAY], "2026-10-06 23:59", null],
    ["the working day before: 3.5, 3.5 and 7.5 h", [MONDAY], "2026-10-07 08:00", { ...from, hoursLeft: 15 }],
    ["the last moment", [MONDAY], "2026-10-08 17:00", { ...from, hoursLeft: 1 }],
    ["just overdue", [MONDAY], "2026-10-08 17:00:00.001", { ...from, daysOver: 0 }],
    ["Friday and Monday", [MONDAY], "2026-10-12 08:00", { ...from, daysOver: 2 }],
    [
      "due on Monday: from Friday on",
      [["received", "2026-10-05 09:00", due("2026-10-12 17:00")]],
      "2026-10-10 09:00",
      { since: local("2026-10-09 00:00"), hoursLeft: 8 },
    ],
    [
      "due after Tết: from the last working day before on",
      [["received", "2026-02-09 09:00", due("2026-02-23 11:30")]],
      "2026-02-18 09:00",
      { since: local("2026-02-13 00:00"), hoursLeft: 4 },
    ],
    ["sent", [MONDAY, sorry], "2026-10-12 08:00", null],
    [
      "sent for the time before",
      [MONDAY, putOff],
      "2026-10-13 08:00",
      { since: local("2026-10-13 00:00"), hoursLeft: 15 },
    ],
    ["sent for the time before, and not yet needed again", [MONDAY, putOff], "2026-10-12 16:00", null],
    [
      "a source that repeats the same due time later",
      [
        ["received", "2026-10-05 09:00", due("2026-10-08 17:00")],
        sorry,
        ["processing", "2026-10-07 14:00", due("2026-10-08 17:00")],
      ],
      "2026-10-12 08:00",
      null,
    ],
    ["received on the day before: no letter could be asked for", [oneDay], "2026-10-08 16:00", null],
    ["and overdue", [oneDay], "2026-10-09 08:00", { since: local("2026-10-08 17:00:00.001"), daysOver: 1 }],
    ["waiting", [MONDAY, ["payment-requested", "2026-10-06 09:00"]], "2026-10-12 08:00", null],
    ["answered", [MONDAY, ["resolved", "2026-10-08 16:00"]], "2026-10-12 08:00", null],
    ["no due time", [["received", "2026-10-05 09:00"]], "2026-10-30 08:00", null],
  ]);
});

test("an ordinary dossier, and one that was never received, raise nothing", () => {
  const ordinary: Told[] = [MONDAY, ["resolved", "2026-10-06 10:00"], ["delivered", "2026-10-06 11:00"]];
  expect(asked(ordinary, "2026-10-30 08:00")).toEqual([]);
  expect(asked([["submitted", "2026-10-05 09:00", due("2026-10-06 17:00")]], "2026-10-30 08:00")).toEqual([]);
});

test("every kind is a question, in both languages, with its rule and source", () => {
  for (const kind of SUSPECT_KINDS)
    for (const locale of ["vi", "en"] as const) {
      const text = suspectKindText(kind, SUSPECT_THRESHOLDS, locale);
      expect(text.name).toMatch(/\?$/);
      expect(text.rule.length * text.source.length).toBeGreaterThan(0);
    }
  const [one] = asked([MONDAY, ["resolved", "2026-10-07 10:00"]], "2026-10-13 08:00");
  expect(one && suspectQuestion(one, "vi")).toBe(
    "Hồ sơ đã xử lý xong 4 ngày làm việc mà chưa ghi trả. Kết quả đã trao cho người dân chưa?",
  );
});
