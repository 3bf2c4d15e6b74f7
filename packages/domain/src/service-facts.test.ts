import { describe, expect, test } from "vitest";
import { WardSettings, type DossierEvent, type DossierFacts } from "@nhip/contracts";
import { contribution } from "./contribution.ts";
import { fold } from "./dossier.ts";
import { merge } from "./history.ts";
import { createRules } from "./rules.ts";

const RULES = createRules(WardSettings.parse({ id: "w", name: "w" }).rules);
const FLOWS = /^(papers|result|reused|fee|rated)/;

type Told = [type: string, day: string, data?: DossierFacts];

/** What a dossier adds to the measures of the index, by day. The receipt of 5 December comes first. */
function told(...events: Told[]): Record<string, number> {
  const all = [["received", "2022-12-05"], ...events] as Told[];
  const history = merge(
    [],
    all.map(([type, day, data = {}], n): DossierEvent => ({
      id: `e${n}`,
      type: `dossier.${type}` as DossierEvent["type"],
      subject: "H64.38.25-221205-0007",
      time: Date.parse(`${day}T08:00:00+07:00`) + n,
      data,
    })),
  ).history;
  return Object.fromEntries(
    [...contribution(fold(history, RULES), RULES)]
      .map(([key, n]): [string, number] => [key.split("|")[0] ?? "", n])
      .filter(([key]) => FLOWS.test(key.slice(11))),
  );
}

describe("what sources tell for the index of Decision 766", () => {
  test("silence counts nowhere: neither as yes nor as no", () => {
    expect(told(["resolved", "2022-12-07"])).toEqual({});
  });

  test("papers and reuse stand on the day of receipt, the result on the day of the answer", () => {
    expect(
      told(
        ["digitized", "2022-12-06", { papersDigitized: true, dataReused: false }],
        ["resolved", "2022-12-07", { resultElectronic: true }],
      ),
    ).toEqual({
      "2022-12-05/papers.digital": 1,
      "2022-12-05/reused.no": 1,
      "2022-12-07/result.electronic": 1,
    });
  });

  test("digitised without saying what means its papers; with a result, the result alone", () => {
    expect(told(["digitized", "2022-12-06"])).toEqual({ "2022-12-05/papers.digital": 1 });
    expect(told(["resolved", "2022-12-07"], ["digitized", "2022-12-08", { resultElectronic: true }])).toEqual(
      { "2022-12-07/result.electronic": 1 },
    );
  });

  test("a result without an answer counts nowhere, and the next answer needs a word of its own", () => {
    expect(told(["digitized", "2022-12-06", { resultElectronic: true }])).toEqual({});
    expect(
      told(
        ["resolved", "2022-12-07", { resultElectronic: true }],
        ["resumed", "2022-12-08"],
        ["resolved", "2022-12-09"],
      ),
    ).toEqual({});
  });

  test("paid says that something was due and nothing of how; a payment online was due whatever was said", () => {
    expect(told(["paid", "2022-12-06"])).toEqual({ "2022-12-05/fee.due": 1 });
    expect(told(["payment-requested", "2022-12-06"])).toEqual({ "2022-12-05/fee.due": 1 });
    expect(told(["paid", "2022-12-06", { paidOnline: false }])).toEqual({
      "2022-12-05/fee.due": 1,
      "2022-12-05/fee.online.no": 1,
    });
    expect(told(["corrected", "2022-12-06", { feeDue: false, paidOnline: true }])).toEqual({
      "2022-12-05/fee.due": 1,
      "2022-12-05/fee.online": 1,
    });
    expect(told(["paid", "2022-12-06", { feeDue: false }])).toEqual({});
  });

  test.each([
    [3.9, { "2022-12-09/rated": 1 }],
    [4, { "2022-12-09/rated": 1, "2022-12-09/rated.satisfied": 1 }],
  ])("a score of %d", (score, counts) => {
    expect(told(["resolved", "2022-12-07"], ["rated", "2022-12-09", { score }])).toEqual(counts);
  });

  test("the newest rating counts, once, on its day; a correction mends the score and keeps the day", () => {
    expect(told(["rated", "2022-12-08", { score: 5 }], ["rated", "2022-12-09", { score: 1 }])).toEqual({
      "2022-12-09/rated": 1,
    });
    expect(told(["rated", "2022-12-08", { score: 1 }], ["corrected", "2022-12-09", { score: 5 }])).toEqual({
      "2022-12-08/rated": 1,
      "2022-12-08/rated.satisfied": 1,
    });
    expect(told(["rated", "2022-12-08"])).toEqual({});
  });

  test("a dossier entered by mistake adds nothing", () => {
    expect(told(["paid", "2022-12-06", { paidOnline: true }], ["voided", "2022-12-07"])).toEqual({});
  });
});
