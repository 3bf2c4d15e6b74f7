import { describe, expect, test } from "vitest";
import { calculate, kpisIn, parseExpression, type Expression, type KnownKpis } from "./expression.ts";
import type { Mistake } from "./mistake.ts";

const KNOWN: KnownKpis = new Map([
  ["dossiers.late", { hasParts: false }],
  ["dossiers.resolved", { hasParts: false }],
  ["dossiers.onTimeRate", { hasParts: true }],
  ["indicator.cay-xanh", { hasParts: true }],
  ["a", { hasParts: false }],
  ["b", { hasParts: false }],
  ["c", { hasParts: false }],
]);
const VALUES: Record<string, number | null> = {
  a: 6,
  b: 3,
  c: 2,
  "dossiers.late": 0.25,
  "dossiers.resolved": 8,
};

function parsed(text: string): Expression {
  const result = parseExpression(text, KNOWN);
  if (!result.ok) throw new Error(`${text}: ${result.mistakes[0]?.message.en}`);
  return result.expression;
}
const worth = (text: string, values = VALUES) => calculate(parsed(text), (id) => values[id] ?? null);
function mistakes(text: string): Mistake[] {
  const result = parseExpression(text, KNOWN);
  return result.ok ? [] : result.mistakes;
}
/** Each mistake as its code, its column and what stands there. */
const told = (text: string) =>
  mistakes(text).map(({ code, column, at, length }) =>
    `${code} ${column} ${text.slice(at, at + length)}`.trim(),
  );

describe("what a formula is worth", () => {
  test.each([
    ["100 * dossiers.late / dossiers.resolved", 3.125],
    ["a + b * c", 12],
    ["(a + b) * c", 18],
    ["a - b - c", 1],
    ["a - (b - c)", 5],
    ["a / b / c", 1],
    ["a / (b / c)", 4],
    ["a*b/c", 9],
    ["-a + b", -3],
    ["-(a + b) * c", -18],
    ["a - -b", 9],
    ["0.5*a", 3],
    ["((a))", 6],
    ["  a\n+\tb ", 9],
    ["7", 7],
  ])("%s", (text, value) => {
    expect(worth(text)).toEqual({ value });
  });

  test("a KPI without a value makes the whole null and is named; so does a division by nothing", () => {
    expect(worth("a + b / c", { ...VALUES, b: null })).toEqual({ value: null, missing: "b" });
    expect(worth("a / c", { ...VALUES, c: 0 })).toEqual({ value: null, missing: null });
    expect(worth("0 * a / c", { ...VALUES, c: 0 })).toEqual({ value: null, missing: null });
  });

  test("numerators and denominators are parts of a KPI that has them", () => {
    const text = "indicator.cay-xanh.numerator - dossiers.onTimeRate.denominator";
    const asked: string[] = [];
    calculate(parsed(text), (id, part) => asked.push(`${id} ${part}`));
    expect(asked).toEqual(["indicator.cay-xanh numerator", "dossiers.onTimeRate denominator"]);
    expect(kpisIn(parsed("a + a * b")).map(({ id, at }) => [id, at])).toEqual([
      ["a", 0],
      ["b", 8],
    ]);
  });
});

describe("what is refused, and where", () => {
  test.each([
    ["", ["empty 1"]],
    ["   ", ["empty 1"]],
    ["a +", ["unfinished 4"]],
    ["a + ", ["unfinished 4"]],
    ["a b", ["no-operator 3 b"]],
    ["2a", ["no-operator 2 a"]],
    ["a (b)", ["no-operator 3 ("]],
    ["a * * b", ["no-operand 5 *"]],
    ["+ a", ["no-operand 1 +"]],
    ["a ** b", ["no-operand 4 *"]],
    ["()", ["no-operand 2 )"]],
    ["a)", ["no-opening 2 )"]],
    ["((a + b)", ["no-closing 1 ("]],
    ["a + (b * (c - 1)", ["no-closing 5 ("]],
    ["a % b", ["bad-sign 3 %"]],
    ["a > b", ["bad-sign 3 >"]],
    ["max(a, b)", ["bad-sign 6 ,"]],
    ["max(a)", ["no-operator 4 ("]],
    ["a ? b : c", ["bad-sign 3 ?"]],
    ["a[0]", ["bad-sign 2 ["]],
    ["'a'", ["bad-sign 1 '"]],
    ["0,5 * a", ["bad-sign 2 ,"]],
    ["a.", ["bad-sign 2 ."]],
    ["tỷ * 2", ["bad-sign 2 ỷ"]],
    ["a / 0", ["zero-divisor 3 /"]],
    ["a / b / (2 - 2)", ["zero-divisor 7 /"]],
    ["dossier.late + x * 2", ["unknown-kpi 1 dossier.late", "unknown-kpi 16 x"]],
    ["constructor", ["unknown-kpi 1 constructor"]],
    ["a--b", ["unknown-kpi 1 a--b"]],
    ["true + this", ["unknown-kpi 1 true", "unknown-kpi 8 this"]],
    ["a.numerator", ["no-part 1 a.numerator"]],
    [`${"(".repeat(21)}a${")".repeat(21)}`, ["too-deep 21 ("]],
  ])("%s", (text, want) => {
    expect(told(text)).toEqual(want);
  });

  test("a name that is nearly right is told with the right one", () => {
    const hint = (text: string) => mistakes(text)[0]?.message.en;
    expect(hint("100 * dossiers.lat / a")).toBe(
      "There is no KPI “dossiers.lat”. Did you mean dossiers.late?",
    );
    expect(hint("late")).toContain("dossiers.late?");
    expect(hint("dossiers.late-dossiers.resolved")).toContain("dossiers.late - dossiers.resolved?");
    expect(hint("indicator.cay-xanh-1")).toContain("indicator.cay-xanh - 1?");
    expect(hint("nothing.like.it")).toBe("There is no KPI “nothing.like.it”.");
    expect(hint("0,5 * a")).toContain("0.5");
  });
});

/** A repeatable stream of numbers below 1. */
function stream(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

test("random formulas are worth what JavaScript makes of them", () => {
  const random = stream(20_221_212);
  const pick = <T>(from: readonly [T, ...T[]]): T => from[Math.floor(random() * from.length)] ?? from[0];
  const write = (depth: number): string => {
    if (depth === 0 || random() < 0.2)
      return random() < 0.5 ? pick(["a", "b", "c"]) : String(Math.floor(random() * 90) / 10 + 1);
    const text = `${write(depth - 1)} ${pick(["+", "-", "*", "/"])} ${write(depth - 1)}`;
    const roll = random();
    return roll < 0.4 ? `(${text})` : roll < 0.5 ? `-(${text})` : text;
  };
  let compared = 0;
  for (let n = 0; n < 2_000; n++) {
    const text = write(5);
    const plain: unknown = new Function("a", "b", "c", `return ${text}`)(6, 3, 2);
    const result = parseExpression(text, KNOWN);
    // A part without KPIs that is 0 is refused as a divisor.
    if (!result.ok) continue;
    const { value } = calculate(result.expression, (id) => VALUES[id] ?? null);
    // Where JavaScript goes on with Infinity, there is no value here.
    if (value === null) continue;
    expect({ text, same: value === plain }).toEqual({ text, same: true });
    compared += 1;
  }
  expect(compared).toBeGreaterThan(1_900);
});
