import type { OwnRatio } from "@nhip/contracts";
import type { KpiDefinition } from "./definition.ts";
import {
  kpisIn,
  parseExpression,
  type Expression,
  type KnownKpis,
  type ParsedExpression,
} from "./expression.ts";
import { mistake, type Mistake } from "./mistake.ts";

const OWN = "ratio.";

/** The KPI id of a ward's own ratio. */
export const ratioKpiId = (id: string): string => `${OWN}${id}`;

/** What formulas may name: the given KPIs and the ward's own ratios. */
export function knownKpis(kpis: Iterable<KpiDefinition>, ratios: readonly OwnRatio[]): KnownKpis {
  const known = new Map<string, { hasParts: boolean }>();
  for (const { id, formula } of kpis)
    known.set(id, { hasParts: formula.kind === "ratio" || formula.kind === "report" });
  for (const { id } of ratios) known.set(ratioKpiId(id), { hasParts: false });
  return known;
}

/**
 * Reads the formulas of a ward's own ratios, in their order. One that refers back to itself, over others or not, is wrong.
 */
export function readRatios(ratios: readonly OwnRatio[], known: KnownKpis): ParsedExpression[] {
  const parsed = ratios.map(({ formula }) => parseExpression(formula, known));
  const byId = new Map(ratios.map(({ id }, n) => [ratioKpiId(id), parsed[n]] as const));
  return ratios.map(({ id, formula }, n) => {
    const own = parsed[n];
    if (!own?.ok) return own ?? { ok: false, mistakes: [mistake("empty", { at: 0, text: formula })] };
    const mistakes = wayRound(ratioKpiId(id), own.expression, byId);
    return mistakes.length > 0 ? { ok: false, mistakes } : own;
  });
}

/** The places in a formula that lead back to its own ratio, with the shortest way round in words. */
function wayRound(
  start: string,
  expression: Expression,
  byId: ReadonlyMap<string, ParsedExpression | undefined>,
): Mistake[] {
  return kpisIn(expression).flatMap((place) => {
    let front = [[place.id]];
    const seen = new Set(front.flat());
    while (front.length > 0) {
      const back = front.find((way) => way.at(-1) === start);
      if (back) return [mistake("cycle", place, { name: [start, ...back].join(" → ") })];
      front = front.flatMap((way) => {
        const next = byId.get(way.at(-1) ?? "");
        if (!next?.ok) return [];
        return kpisIn(next.expression)
          .filter(({ id }) => byId.has(id) && !seen.has(id) && seen.add(id))
          .map(({ id }) => [...way, id]);
      });
    }
    return [];
  });
}
