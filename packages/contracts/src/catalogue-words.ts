// Apart from the schemas: a screen that needs the words alone then carries no schema code.

/** The systems that a ward measures; each is a group of KPIs with a page of its own. `own`: what the ward has defined itself. */
export const KPI_GROUPS = [
  "dossiers",
  "timeliness",
  "online",
  "accounts",
  "party",
  "digital",
  "identity",
  "cashless",
  "civilised",
  "complaints",
  "publicity",
  "service",
  "reports",
  "own",
] as const;
export type KpiGroup = (typeof KPI_GROUPS)[number];

/** How often a figure is reported. */
export const CADENCES = ["month", "quarter", "year"] as const;
export type Cadence = (typeof CADENCES)[number];

/**
 * How the reports of units make the ward's figure. `sum`: the newest of each unit, added. `ratio`: numerators and
 * denominators added, then divided. `newest`: the newest report alone. `share`: the units that met it, of all that have to.
 */
export const ADDS_UP = ["sum", "ratio", "newest", "share"] as const;
export type AddsUp = (typeof ADDS_UP)[number];

/** What a unit is: the ward itself, a residential group (tổ dân phố), a party cell (chi bộ), a department. */
export const UNIT_KINDS = ["ward", "group", "cell", "department"] as const;
export type UnitKind = (typeof UNIT_KINDS)[number];
