const MAX_TOLD = 25;

/** What a comparison found: how much was looked at, and what was not as it should be. */
export type Findings = {
  /** Things compared, by kind. */
  compared: Record<string, number>;
  /** Counters, dossiers, index entries and figures that are not what they should be. */
  differences: number;
  /** Accepted events that are not in the log, or not in their dossier. */
  lost: number;
  /** Events that are in the log more than once. */
  double: number;
  /** Events in the log that nobody sent in good form. */
  unknown: number;
  screens: { watched: number; equal: number };
  /** The first of them, in words. */
  told: string[];
};

export function noFindings(): Findings {
  return {
    compared: {},
    differences: 0,
    lost: 0,
    double: 0,
    unknown: 0,
    screens: { watched: 0, equal: 0 },
    told: [],
  };
}

/** Notes faults of one kind, and what was looked at. */
export function note(
  findings: Findings,
  kind: "differences" | "lost" | "double" | "unknown",
  faults: readonly string[],
): void {
  findings[kind] += faults.length;
  findings.told.push(...faults.slice(0, Math.max(0, MAX_TOLD - findings.told.length)));
}

export function looked(findings: Findings, what: string, count: number): void {
  findings.compared[what] = (findings.compared[what] ?? 0) + count;
}

/** What differs between two tables of numbers by bucket and field, a line each; `only` chooses the fields. */
export function tableDifferences(
  what: string,
  should: Table,
  is: Table,
  only: (bucket: string, field: string) => boolean = () => true,
): { cells: number; faults: string[] } {
  const faults: string[] = [];
  let cells = 0;
  for (const bucket of new Set([...should.keys(), ...is.keys()])) {
    const wanted = should.get(bucket);
    const found = is.get(bucket);
    for (const field of new Set([...(wanted?.keys() ?? []), ...(found?.keys() ?? [])])) {
      if (!only(bucket, field)) continue;
      cells += 1;
      const [a, b] = [wanted?.get(field) ?? 0, found?.get(field) ?? 0];
      if (a !== b) faults.push(`${what} ${bucket} ${field}: ${b} instead of ${a}`);
    }
  }
  return { cells, faults };
}

/** Numbers by bucket and field. */
export type Table = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** What stands in one of two sets alone, a line each. */
export function setDifferences(what: string, should: ReadonlySet<string>, is: ReadonlySet<string>): string[] {
  return [
    ...[...should].filter((one) => !is.has(one)).map((one) => `${what}: ${one} is missing`),
    ...[...is].filter((one) => !should.has(one)).map((one) => `${what}: ${one} should not be there`),
  ];
}
