import type { ClaimedFigure } from "@nhip/contracts";

/** Figures that speak of the same unit and period; sums hold within these alone. */
export type Scope = {
  figures: readonly ClaimedFigure[];
  /** The first count of a concept. */
  count: (concept: string) => ClaimedFigure | undefined;
};

export function scopesOf(figures: readonly ClaimedFigure[]): Scope[] {
  return groupBy(figures, ({ unit, period }) => `${unit ?? ""}|${period ?? ""}`).map((own) => ({
    figures: own,
    count: (concept) => own.find((figure) => figure.concept === concept && figure.kind === "count"),
  }));
}

/** Figures that belong together: a fraction or a count, its rates, their attainments. */
export type Group = {
  concept: string;
  fraction: (ClaimedFigure & { denominator: number }) | undefined;
  count: ClaimedFigure | undefined;
  rates: ClaimedFigure[];
  attainments: ClaimedFigure[];
};

export function groupsOf({ figures }: Scope): Group[] {
  return groupBy(figures, ({ group }) => group).map((own) => ({
    concept: own[0]?.concept ?? "",
    fraction: own.find(isFraction),
    count: own.find(({ kind }) => kind === "count"),
    rates: own.filter(({ kind }) => kind === "rate"),
    attainments: own.filter(({ kind }) => kind === "attainment"),
  }));
}

export function isFraction(figure: ClaimedFigure): figure is ClaimedFigure & { denominator: number } {
  return figure.kind === "fraction" && figure.denominator !== undefined;
}

/** Parts of a list by key, in the order of their first member. */
function groupBy<T>(items: readonly T[], key: (item: T) => unknown): T[][] {
  const groups = new Map<unknown, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return [...groups.values()];
}
