import { describe, expect, test } from "vitest";
import { checkText } from "./check-text.ts";
import { readFigures } from "./read-figures.ts";
import { readable } from "./vietnamese-text.ts";
import { WORKED_EXAMPLE } from "./worked-example.ts";

const check = (pasted: string) => {
  const text = readable(pasted);
  return checkText(text, readFigures(text), { locale: "vi", day: "2022-12-31" });
};
const article = check(WORKED_EXAMPLE);
const figure = (words: string, kind?: string) => {
  const found = article.figures.find(
    (one) => one.words === words && (kind === undefined || one.kind === kind),
  );
  if (!found) throw new Error(`not read: ${words}`);
  return found;
};
const about = (words: string, kind?: string) => {
  const { id } = figure(words, kind);
  const isIn = ({ suspects, witnesses }: { suspects: number[]; witnesses: number[] }) =>
    suspects.includes(id) || witnesses.includes(id);
  return { findings: article.findings.filter(isIn), confirmed: article.confirmed.filter(isIn) };
};
const rules = (found: { rule: string }[]) => found.map(({ rule }) => rule);

// The rows of the recomputed article, by hand:
describe("the published figures of 12 December 2022, by the text alone", () => {
  test("every figure is read, with its value, kind and what it is about", () => {
    expect(
      article.figures.map(({ concept, kind, value, denominator, plan }) =>
        [concept, kind, value, denominator, plan].filter((part) => part !== undefined).join(" "),
      ),
    ).toEqual([
      "indicator.idCards.issued count 852",
      "indicator.eid.accounts count 417",
      "indicator.criteria.civilised fraction 22 25",
      "indicator.digital.communityTeams count 15",
      "indicator.digital.communityTeamMembers count 150",
      "indicator.digital.wifiHouses fraction 13 13",
      "indicator.party.handbookCells count 22",
      "indicator.cashless.adults rate 75",
      "indicator.cashless.businesses rate 100",
      "indicator.cashless.retailHouseholds rate 51.8",
      "indicator.einvoice.households rate 100",
      "dossiers.received count 5188",
      "dossiers.resolved count 5184",
      "dossiers.early count 5126",
      "dossiers.onTime count 58",
      "dossiers.open count 3",
      "online.partial.rate fraction 477 609",
      "online.partial.rate rate 78.3",
      "online.partial.rate attainment 104.4 first",
      "online.full.rate fraction 69 79",
      "online.full.rate rate 87.3",
      "online.full.rate attainment 125.7 first",
      "accounts.assisted.rate fraction 1873 2321",
      "accounts.assisted.rate rate 123.4",
      "accounts.assisted.rate attainment 307.5 first",
      "accounts.assisted.rate attainment 123.4 added",
      "indicator.complaints.escalated count 0",
    ]);
    expect(article.unread).toEqual([]);
  });

  test("exactly three errors come out, unaided, each with its cause", () => {
    const errors = article.findings.filter(({ severity }) => severity === "error");
    expect(errors.map(({ rule, cause, left, right }) => [rule, cause?.code, left, right])).toEqual([
      ["sum.balance", "dossier-missing", 5188, 5187],
      ["plan", "rounded-before-dividing", 125.7, 124.8],
      ["rate-above-100", "rate-and-attainment-mixed", 123.4, 80.7],
    ]);
    expect(errors[1]?.cause?.text).toContain("125,7 = 88 / 70");
    expect(article.figures.filter(({ status }) => status === "error").map(({ words }) => words)).toEqual([
      "5.188",
      "3",
      "125,7 %",
      "123,4%",
    ]);
  });

  test("the gravest stand first, and places are those of the words", () => {
    const ranks = article.findings.map(({ severity }) => ["error", "doubt", "note"].indexOf(severity ?? ""));
    expect(ranks).toEqual(ranks.toSorted());
    const text = readable(WORKED_EXAMPLE);
    for (const { start, end, words } of article.figures) expect(text.slice(start, end)).toBe(words);
  });

  test("row 1: 852 and 417 are of one group, and of how many is not told", () => {
    expect(figure("852").unit).toBe("tổ dân phố số 7");
    expect(rules(about("852").findings)).toEqual(["no-total", "one-unit"]);
    expect(rules(about("417").findings)).toEqual(["no-total", "one-unit"]);
  });

  test("row 2: 22/25 criteria, 88,0%", () => {
    expect(
      about("22/25")
        .confirmed.map(({ text }) => text)
        .join(),
    ).toContain("22/25 = 88%");
    expect(figure("22/25").unit).toBeNull();
  });

  test("row 3: 15 teams, 150 members; 15 is not 13", () => {
    expect(about("15").findings).toMatchObject([
      { rule: "teams-and-houses", severity: "note", left: 15, right: 13 },
    ]);
    expect(figure("15").status).toBe("alone");
    expect(figure("150").status).toBe("alone");
  });

  test("row 4: 13/13 houses", () => {
    expect(figure("13/13").status).toBe("confirmed");
  });

  test("row 5: 22 cells of how many", () => {
    expect(rules(about("22").findings)).toEqual(["no-total"]);
  });

  test("row 6: four percentages with nothing to divide", () => {
    const finding = article.findings.find(({ rule }) => rule === "no-denominator");
    const words = finding?.suspects.map((id) => article.figures[id]?.words);
    expect(words).toEqual(["75%", "100%", "51,8%", "100%"]);
    // 100% stands twice and is no wonder.
    expect(article.findings.filter(({ rule, left }) => rule === "same-percentage" && left === 100)).toEqual(
      [],
    );
  });

  test("row 7: “received and resolved 5.188” beside 5.184 resolved", () => {
    expect(article.findings.find(({ rule }) => rule === "wording")).toMatchObject({
      severity: "doubt",
      left: 5188,
      right: 5184,
      cause: { code: "received-and-resolved-mixed" },
      suspects: [figure("5.188").id],
    });
  });

  test("row 8: 5.126 + 58 = 5.184", () => {
    expect(about("58").confirmed).toMatchObject([{ rule: "sum.resolved", left: 5184, right: 5184 }]);
    expect([figure("5.184").status, figure("5.126").status, figure("58").status]).toEqual([
      "confirmed",
      "confirmed",
      "confirmed",
    ]);
  });

  test("row 9: 5.184 + 3 is 5.187; the 5.184 that is upheld is no suspect", () => {
    const [finding] = about("3").findings;
    expect(finding).toMatchObject({ rule: "sum.balance", severity: "error", left: 5188, right: 5187 });
    expect(finding?.suspects).toEqual([figure("5.188").id, figure("3").id]);
    expect(finding?.witnesses).toEqual([figure("5.184").id]);
  });

  test("rows 10 and 11: 477/609 = 78,3%, of a plan of 75%", () => {
    expect(about("78,3%").confirmed).toMatchObject([{ rule: "rate", right: 78.3 }]);
    expect(about("104,4%").confirmed).toMatchObject([{ rule: "plan", right: 104.4 }]);
    expect(about("104,4%").confirmed[0]?.text).toContain("75%");
  });

  test("rows 12 and 13: 69/79 = 87,3%; 125,7 is 88/70, of a plan of 70% it is 124,8", () => {
    expect(about("87,3%").confirmed).toMatchObject([{ rule: "rate", right: 87.3 }]);
    expect(about("125,7 %").findings).toMatchObject([{ rule: "plan", severity: "error", right: 124.8 }]);
  });

  test("row 14: 1.873/2.321 is 80,7%, never 123,4%", () => {
    expect(about("123,4%", "rate").findings[0]).toMatchObject({
      rule: "rate-above-100",
      severity: "error",
      right: 80.7,
    });
    expect(figure("1.873/ 2.321").status).toBe("confirmed");
  });

  test("row 15: 307,5% is of 609 (cut, not rounded), which is the denominator of level 3", () => {
    expect(about("307,5%").confirmed).toMatchObject([{ rule: "plan", cause: { code: "cut-not-rounded" } }]);
    expect(about("307,5%").findings).toMatchObject([
      { rule: "plan-of-another", severity: "note", left: 609 },
    ]);
    expect(figure("307,5%").status).toBe("confirmed");
  });

  test("row 16: 123,4% is of 1.518, and is the number printed as a rate too", () => {
    expect(about("123,4%", "attainment").confirmed[0]?.text).toContain("1.518");
    expect(rules(about("123,4%", "attainment").findings)).toContain("same-percentage");
    expect(figure("123,4%", "attainment").status).toBe("confirmed");
  });

  test("R7 and R8: no day, and terms that were out of use since 15 August 2022", () => {
    expect(article.findings.find(({ rule }) => rule === "no-date")?.severity).toBe("doubt");
    const term = article.findings.find(({ rule }) => rule === "retired-term");
    expect(term?.text).toContain("15/08/2022");
    expect(term?.places.map(({ start, end }) => readable(WORKED_EXAMPLE).slice(start, end))).toEqual([
      "mức độ 3",
      "mức độ 4",
    ]);
    const before = check("Năm 2021, dịch vụ công mức độ 3 đạt 477/609 hồ sơ.");
    expect(before.findings.filter(({ rule }) => rule === "retired-term")).toEqual([]);
  });

  test("the text twice, as a comment that repeats it, finds the same three", () => {
    const twice = check(`${WORKED_EXAMPLE}\n\n${WORKED_EXAMPLE}`);
    const errors = twice.findings.filter(({ severity }) => severity === "error");
    expect(new Set(errors.map(({ cause }) => cause?.code))).toEqual(
      new Set(["dossier-missing", "rounded-before-dividing", "rate-and-attainment-mixed"]),
    );
    expect(twice.findings.filter(({ rule }) => rule === "said-twice")).toEqual([]);
  });

  test("form D, as a Mac pastes it, and Windows lines read the same", () => {
    const other = check(WORKED_EXAMPLE.normalize("NFD").replaceAll("\n", "\r\n"));
    expect(other.figures).toEqual(article.figures);
    expect(other.findings).toEqual(article.findings);
  });
});
