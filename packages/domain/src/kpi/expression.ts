import jsep from "jsep";
import { mistake, type Mistake } from "./mistake.ts";
import { nearest } from "./nearest.ts";
import { tokensOf, type Token } from "./tokens.ts";

export const OPERATORS = ["+", "-", "*", "/"] as const;
type Operator = (typeof OPERATORS)[number];
export type Part = "value" | "numerator" | "denominator";

/** A formula over KPIs, as a tree. */
export type Expression =
  | { kind: "number"; value: number }
  | { kind: "kpi"; id: string; part: Part; at: number; text: string }
  | { kind: "negated"; of: Expression }
  | { kind: "operation"; operator: Operator; left: Expression; right: Expression };

export type ParsedExpression = { ok: true; expression: Expression } | { ok: false; mistakes: Mistake[] };

/** What a formula may name: `hasParts` where a KPI has a numerator and a denominator. */
export type KnownKpis = ReadonlyMap<string, { hasParts: boolean }>;

const MAX_BRACKETS = 20;
const PART = /^(.+)\.(numerator|denominator)$/;

/**
 * Reads a formula: numbers with a decimal point, KPI ids, `kpi.numerator` and `kpi.denominator`, `+ - * /` and brackets.
 * Nothing else is taken. Every unknown name is told; of what is wrong in the writing, the first place.
 */
export function parseExpression(text: string, known: KnownKpis): ParsedExpression {
  const read = tokensOf(text);
  if (!read.ok) return { ok: false, mistakes: [read.mistake] };
  const { tokens } = read;
  if (tokens.length === 0) return { ok: false, mistakes: [mistake("empty", { at: 0, text: "" })] };
  const wrong = misplaced(tokens, text.trimEnd().length);
  if (wrong) return { ok: false, mistakes: [wrong] };
  const unknown = tokens.flatMap((token) => (token.kind === "name" ? trouble(token, known) : []));
  if (unknown.length > 0) return { ok: false, mistakes: unknown };
  const expression = treeOf(jsep(tokens.map(forParser).join(" ")), tokens, known);
  const zero = zeroDivisor(expression, tokens);
  return zero ? { ok: false, mistakes: [zero] } : { ok: true, expression };
}

/** The KPIs that a formula names, each once, in the order of their first place. */
export function kpisIn(expression: Expression): Extract<Expression, { kind: "kpi" }>[] {
  const found = new Map<string, Extract<Expression, { kind: "kpi" }>>();
  const look = (node: Expression): void => {
    if (node.kind === "kpi" && !found.has(node.text)) found.set(node.text, node);
    if (node.kind === "negated") look(node.of);
    if (node.kind !== "operation") return;
    look(node.left);
    look(node.right);
  };
  look(expression);
  return [...found.values()];
}

/**
 * Works a formula out. `null` from `valueOf` makes the whole `null`; the first such KPI is named, and a division by
 * zero by `divisor`.
 */
export function calculate(
  expression: Expression,
  valueOf: (id: string, part: Part) => number | null,
): { value: number } | { value: null; missing: string } | { value: null; missing: null } {
  switch (expression.kind) {
    case "number":
      return { value: expression.value };
    case "kpi": {
      const value = valueOf(expression.id, expression.part);
      return value === null ? { value, missing: expression.id } : { value };
    }
    case "negated": {
      const of = calculate(expression.of, valueOf);
      return of.value === null ? of : { value: 0 - of.value };
    }
    case "operation": {
      const left = calculate(expression.left, valueOf);
      if (left.value === null) return left;
      const right = calculate(expression.right, valueOf);
      if (right.value === null) return right;
      const value = applied(expression.operator, left.value, right.value);
      return Number.isFinite(value) ? { value } : { value: null, missing: null };
    }
  }
}

function applied(operator: Operator, left: number, right: number): number {
  if (operator === "+") return left + right;
  if (operator === "-") return left - right;
  return operator === "*" ? left * right : left / right;
}

/** Names and numbers go to the parser as the place of their token, so that its tree leads back to the text. */
function forParser(token: Token, place: number): string {
  return token.kind === "sign" ? token.text : `t${place}`;
}

/** What the parser would stumble over, told in words: what stands where something else has to stand. */
function misplaced(tokens: readonly Token[], end: number): Mistake | undefined {
  const opened: Token[] = [];
  let wantsOperand = true;
  for (const token of tokens) {
    const isOperand = token.kind !== "sign";
    if (isOperand || token.text === "(") {
      if (!wantsOperand) return mistake("no-operator", token);
      wantsOperand = !isOperand;
      if (isOperand) continue;
      opened.push(token);
      if (opened.length > MAX_BRACKETS) return mistake("too-deep", token);
    } else if (token.text === ")") {
      if (opened.pop() === undefined) return mistake("no-opening", token);
      if (wantsOperand) return mistake("no-operand", token);
    } else {
      if (wantsOperand && token.text !== "-") return mistake("no-operand", token);
      wantsOperand = true;
    }
  }
  if (wantsOperand) return mistake("unfinished", { at: end, text: "" });
  const [open] = opened.slice(-1);
  return open && mistake("no-closing", open);
}

function trouble(token: Token, known: KnownKpis): Mistake[] {
  const { text } = token;
  if (known.has(text)) return [];
  const [, whole = ""] = PART.exec(text) ?? [];
  const kpi = known.get(whole);
  if (kpi) return kpi.hasParts ? [] : [mistake("no-part", token, { name: whole })];
  return [mistake("unknown-kpi", token, { hint: spaced(text, known) ?? nearest(text, known.keys()) })];
}

/** `a-b` where both are KPIs: a minus that lacks its spaces. */
function spaced(text: string, known: KnownKpis): string | undefined {
  for (let at = text.indexOf("-"); at > 0; at = text.indexOf("-", at + 1)) {
    const [left, right] = [text.slice(0, at), text.slice(at + 1)];
    if (known.has(left) && (known.has(right) || /^\d+$/.test(right))) return `${left} - ${right}`;
  }
  return undefined;
}

function treeOf(node: jsep.Expression, tokens: readonly Token[], known: KnownKpis): Expression {
  switch (node.type) {
    case "Identifier":
      return leafOf(tokens[Number(String(node["name"]).slice(1))], known);
    case "UnaryExpression":
      return { kind: "negated", of: treeOf(childOf(node, "argument"), tokens, known) };
    case "BinaryExpression": {
      const operator = OPERATORS.find((one) => one === node["operator"]);
      if (operator)
        return {
          kind: "operation",
          operator,
          left: treeOf(childOf(node, "left"), tokens, known),
          right: treeOf(childOf(node, "right"), tokens, known),
        };
    }
  }
  throw new TypeError(`a formula cannot hold ${node.type}`);
}

function childOf(node: jsep.Expression, name: string): jsep.Expression {
  const child = node[name];
  if (typeof child === "object" && child !== null && "type" in child) return child as jsep.Expression;
  throw new TypeError(`${node.type} without ${name}`);
}

function leafOf(token: Token | undefined, known: KnownKpis): Expression {
  if (!token) throw new TypeError("a leaf that no token made");
  const { text, at } = token;
  if (token.kind === "number") return { kind: "number", value: Number(text) };
  const [, whole = "", part] = known.has(text) ? [] : (PART.exec(text) ?? []);
  return part === "numerator" || part === "denominator"
    ? { kind: "kpi", id: whole, part, at, text }
    : { kind: "kpi", id: text, part: "value", at, text };
}

/** The `/` after which a part without KPIs is 0. */
function zeroDivisor(expression: Expression, tokens: readonly Token[]): Mistake | undefined {
  const slashes = tokens.filter(({ text }) => text === "/");
  let seen = 0;
  const look = (node: Expression): Mistake | undefined => {
    if (node.kind === "negated") return look(node.of);
    if (node.kind !== "operation") return undefined;
    const left = look(node.left);
    if (left) return left;
    const slash = node.operator === "/" ? slashes[seen++] : undefined;
    const right = look(node.right);
    if (right || !slash) return right;
    return isZero(node.right) ? mistake("zero-divisor", slash) : undefined;
  };
  return look(expression);
}

function isZero(expression: Expression): boolean {
  return calculate(expression, () => null).value === 0;
}
