import { pointsFor } from "./component.ts";
import type { ComponentScore, ServiceScore } from "./score.ts";

/** What one more dossier brings to a component: exact points, how many more fill it, and what they bring together. */
export type Gain = { score: ComponentScore; gain: number; toFull: number | null; gap: number };

/** The gains of one more dossier, at these figures, the largest first; those whose component is not known are left out. */
export function gainsOf({ groups }: ServiceScore): Gain[] {
  return groups
    .flatMap(({ components }) => components)
    .flatMap((score) => gainOf(score) ?? [])
    .toSorted((a, b) => b.gain - a.gain || b.gap - a.gap);
}

function gainOf(score: ComponentScore): Gain | null {
  const { rule, numerator, denominator, points } = score;
  if (!rule.lever || points === null || numerator === null || denominator === null) return null;
  const onTop = rule.lever.adds === "rated";
  const after = onTop
    ? pointsFor(rule, numerator + 1, denominator + 1)
    : pointsFor(rule, Math.min(numerator + 1, denominator), denominator);
  const missing = rule.fullAt * denominator - numerator;
  return {
    score,
    gain: (after ?? points) - points,
    toFull: onTop ? moreOnTop(missing, denominator, rule.fullAt) : whole(missing),
    gap: rule.max - points,
  };
}

/** (n + k) / (d + k) reaches `fullAt` after this many; never where everybody has to be satisfied and one is not. */
function moreOnTop(missing: number, denominator: number, fullAt: number): number | null {
  if (denominator === 0) return 1;
  if (missing <= 0) return 0;
  return fullAt < 1 ? whole(missing / (1 - fullAt)) : null;
}

/** Up to the next whole number, but for what floating point adds. */
function whole(n: number): number {
  return Math.max(0, Math.ceil(n - 1e-9));
}

/** The points that components still lack, the most first; full ones and unknown ones are left out. */
export function gapsOf({ groups }: ServiceScore): { score: ComponentScore; gap: number }[] {
  return groups
    .flatMap(({ components }) => components)
    .flatMap((score) => (score.points === null ? [] : [{ score, gap: score.rule.max - score.points }]))
    .filter(({ gap }) => gap > 0)
    .toSorted((a, b) => b.gap - a.gap);
}
