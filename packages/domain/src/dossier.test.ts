import { describe, expect, test } from "vitest";
import { WardSettings, type DossierEvent, type DossierFacts } from "@nhip/contracts";
import { contribution } from "./contribution.ts";
import { fold } from "./dossier.ts";
import { merge } from "./history.ts";
import { createRules } from "./rules.ts";
import { statusAt } from "./status.ts";

const at = (text: string) => Date.parse(`${text}+07:00`);
const settings = (rules = {}) => createRules(WardSettings.parse({ id: "w", name: "w", rules }).rules);
const RULES = settings();

let serial = 0;
const event = (type: string, time: string, data: DossierFacts = {}): DossierEvent => ({
  id: `e${serial++}`,
  type: `dossier.${type}` as DossierEvent["type"],
  subject: "H64.38.25-221205-0007",
  time: at(time),
  data,
});
const foldAll = (events: DossierEvent[], rules = RULES) => fold(merge([], events).history, rules);
/** What a dossier adds, by day and measure, without the dimensions. */
const measures = (events: DossierEvent[], rules = RULES) =>
  Object.fromEntries(
    [...contribution(foldAll(events, rules), rules)]
      .filter(([key]) => key[10] === "/" && !key.includes("/took."))
      .map(([key, n]) => [key.split("|")[0], n]),
  );

const RECEIVED = () =>
  event("received", "2022-12-05T08:12:00", { field: "ho-tich", dueAt: at("2022-12-07T17:00:00") });

describe("verdict", () => {
  test.each([
    ["2022-12-06T23:59:59.999", "closed.early", "2022-12-06"],
    ["2022-12-07T00:00:00", "closed.onTime", "2022-12-07"],
    ["2022-12-07T17:00:00", "closed.onTime", "2022-12-07"],
    ["2022-12-07T17:00:00.001", "closed.late", "2022-12-07"],
  ])("answered %s is %s", (time, measure, day) => {
    expect(measures([RECEIVED(), event("resolved", time)])).toMatchObject({
      "2022-12-05/received": 1,
      [`${day}/${measure}`]: 1,
    });
  });

  test("with grain day the whole due day is on time", () => {
    const rules = settings({ grain: "day" });
    expect(measures([RECEIVED(), event("resolved", "2022-12-07T20:00:00")], rules)).toMatchObject({
      "2022-12-07/closed.onTime": 1,
    });
  });

  test("no due time is undated, never on time", () => {
    const events = [event("received", "2022-12-05T08:12:00"), event("resolved", "2022-12-05T09:00:00")];
    expect(measures(events)).toEqual({ "2022-12-05/received": 1, "2022-12-05/closed.undated": 1 });
  });

  test("the procedure's working days give a due time where the source gives none", () => {
    const rules = settings({ procedureDays: { "1.001193": 1 } });
    const dossier = foldAll([event("received", "2022-12-09T08:00:00", { procedure: "1.001193" })], rules);
    expect(dossier.dueAt).toBe(at("2022-12-12T17:00:00"));
  });
});

describe("corrections need no special case", () => {
  test("answered before it was received ends right", () => {
    const received = RECEIVED();
    const resolved = event("resolved", "2022-12-06T09:00:00");
    expect(measures([resolved])).toEqual({ "2022-12-06/unreceived": 1 });
    expect(measures([resolved, received])).toEqual(measures([received, resolved]));
  });

  test("a corrected day of receipt moves the period", () => {
    const events = [
      RECEIVED(),
      event("corrected", "2022-12-08T09:00:00", { receivedAt: at("2022-11-30T09:00:00") }),
    ];
    expect(measures(events)).toMatchObject({ "2022-11-30/received": 1 });
    expect(measures(events)).not.toHaveProperty("2022-12-05/received");
  });

  test("a corrected due time turns an early answer into a late one, in its own period", () => {
    const events = [RECEIVED(), event("resolved", "2022-12-06T09:00:00")];
    expect(measures(events)).toHaveProperty("2022-12-06/closed.early");
    events.push(event("corrected", "2023-01-10T09:00:00", { dueAt: at("2022-12-05T17:00:00") }));
    expect(measures(events)).toMatchObject({
      "2022-12-06/closed.late": 1,
      "2022-12-05/overdue.in": 1,
      "2022-12-06/overdue.out": 1,
    });
    expect(measures(events)).not.toHaveProperty("2022-12-06/closed.early");
  });

  test("a voided dossier contributes nothing, at whatever time it is voided", () => {
    expect(
      measures([
        RECEIVED(),
        event("resolved", "2022-12-06T09:00:00"),
        event("voided", "2022-12-01T09:00:00"),
      ]),
    ).toEqual({});
  });

  test("withdrawn and rejected are closed but not resolved; refused at intake was never received", () => {
    expect(measures([RECEIVED(), event("withdrawn", "2022-12-06T09:00:00")])).toHaveProperty(
      "2022-12-06/closed.withdrawn",
    );
    expect(measures([RECEIVED(), event("rejected", "2022-12-06T09:00:00")])).toHaveProperty(
      "2022-12-06/closed.rejected",
    );
    expect(
      measures([event("submitted", "2022-12-05T07:00:00"), event("refused", "2022-12-05T08:00:00")]),
    ).toEqual({});
  });

  test("a second answer changes nothing unless the dossier was taken up again", () => {
    const first = [RECEIVED(), event("resolved", "2022-12-06T09:00:00")];
    expect(measures([...first, event("resolved", "2022-12-20T09:00:00")])).toEqual(measures(first));
    const again = [
      ...first,
      event("resumed", "2022-12-06T10:00:00"),
      event("resolved", "2022-12-20T09:00:00"),
    ];
    expect(measures(again)).toHaveProperty("2022-12-20/closed.late");
  });
});

describe("waiting stops the clock", () => {
  // Received Monday 8:12, due Wednesday 17:00; waits from Tuesday 9:00 to Thursday 9:00: two working days of 7.5 hours.
  const waiting = () => [RECEIVED(), event("supplement-requested", "2022-12-06T09:00:00")];
  const back = () => [...waiting(), event("supplemented", "2022-12-08T09:00:00")];

  test("a dossier that waits is never overdue", () => {
    const dossier = foldAll(waiting());
    expect(statusAt(dossier, RULES, at("2023-03-01T09:00:00"))).toBe("waiting");
    expect(measures(waiting())).not.toHaveProperty("2022-12-07/overdue.in");
  });

  test("pause adds the working time waited", () => {
    expect(foldAll(back()).dueAt).toBe(at("2022-12-09T17:00:00"));
  });

  test("restart gives the whole time again", () => {
    const rules = settings({ waitingClock: "restart" });
    const granted = rules.calendar.workingMsBetween(at("2022-12-05T08:12:00"), at("2022-12-07T17:00:00"));
    expect(foldAll(back(), rules).dueAt).toBe(
      rules.calendar.addWorkingMs(at("2022-12-08T09:00:00"), granted),
    );
  });

  test("the source's new due time wins over both", () => {
    const events = [
      ...waiting(),
      event("supplemented", "2022-12-08T09:00:00", { dueAt: at("2022-12-15T11:00:00") }),
    ];
    expect(foldAll(events).dueAt).toBe(at("2022-12-15T11:00:00"));
    expect(foldAll(events, settings({ waitingClock: "restart" })).dueAt).toBe(at("2022-12-15T11:00:00"));
  });

  test("status code 4 alone ends a wait; an extension sets a new due time", () => {
    const events = [...waiting(), event("processing", "2022-12-08T09:00:00")];
    expect(foldAll(events).waits).toEqual([
      { kind: "supplement", from: at("2022-12-06T09:00:00"), to: at("2022-12-08T09:00:00") },
    ]);
    const extended = foldAll([
      RECEIVED(),
      event("extended", "2022-12-07T08:00:00", { dueAt: at("2022-12-12T17:00:00"), apology: true }),
    ]);
    expect(extended).toMatchObject({ dueAt: at("2022-12-12T17:00:00"), extensions: 1 });
  });
});

test("a dossier is overdue from the instant after its due time", () => {
  const dossier = foldAll([RECEIVED()]);
  expect(statusAt(dossier, RULES, at("2022-12-07T17:00:00"))).toBe("due-soon");
  expect(statusAt(dossier, RULES, at("2022-12-07T17:00:00.001"))).toBe("overdue");
});

test("what was said of the first answer does not hold for the one after a resumption", () => {
  const events = [
    RECEIVED(),
    event("resolved", "2022-12-06T09:00:00", { resolvedAt: at("2022-12-06T08:00:00"), verdict: "early" }),
    event("resumed", "2022-12-06T10:00:00"),
    event("resolved", "2022-12-20T09:00:00"),
  ];
  expect(foldAll(events)).toMatchObject({ closedAt: at("2022-12-20T09:00:00"), sourceVerdict: null });
});

test.each(["constructor", "toString", "__proto__"])(
  "a procedure called %s has no working days",
  (procedure) => {
    expect(foldAll([event("received", "2022-12-09T08:00:00", { procedure })]).dueAt).toBeNull();
  },
);
