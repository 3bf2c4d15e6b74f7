import { RESOLVED, inState, open, plus, type Term } from "./formula.ts";
import { splitBy, sumTerms, type Ledger } from "./ledger.ts";

/**
 * Columns 3 to 13 of form II.06a/VPCP/KSTT (TT 01/2020/TT-VPCP), in their order: received in all · online · at the counter
 * or by post · carried over · resolved in all · early · on time · late · open in all · open in time · overdue.
 */
export const FORM_COLUMNS = [3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13] as const;
export type FormColumn = (typeof FORM_COLUMNS)[number];
export type FormRow = Record<FormColumn, number>;

/**
 * What a row counts beside the form. Offices often put these into column 9, "đúng hạn"; here they stand apart, because
 * they were not answered on time: the identities then read 7 = 8 + 9 + 10 + undated and 3 = 7 + 11 + withdrawn + rejected.
 */
export type BesideForm = { undated: number; withdrawn: number; rejected: number };

/** One of the form's four identities on a row. */
export type FormIdentity = {
  rule: "form.received" | "form.resolved" | "form.open" | "form.balance";
  left: number;
  right: number;
  holds: boolean;
};

const COLUMNS: Record<Exclude<FormColumn, 12>, readonly Term[]> = {
  3: [...open("before"), plus("received", "period")],
  4: [plus("received", "period", { channels: ["online"] })],
  5: [plus("received", "period", { channels: ["direct", "post"] })],
  6: open("before"),
  7: RESOLVED,
  8: [plus("closed.early", "period")],
  9: [plus("closed.onTime", "period")],
  10: [plus("closed.late", "period")],
  11: open("until"),
  13: inState("overdue"),
};

/** The row of a period, counted. Column 12 is what is open and not overdue, never less than none. */
export function formRow(ledger: Ledger): { row: FormRow; beside: BesideForm } {
  const of = (column: Exclude<FormColumn, 12>): number => sumTerms(COLUMNS[column], ledger);
  const [all, overdue] = [of(11), of(13)];
  return {
    row: {
      3: of(3),
      4: of(4),
      5: of(5),
      6: of(6),
      7: of(7),
      8: of(8),
      9: of(9),
      10: of(10),
      11: all,
      12: Math.max(0, all - overdue),
      13: overdue,
    },
    beside: {
      undated: sumTerms([plus("closed.undated", "period")], ledger),
      withdrawn: sumTerms([plus("closed.withdrawn", "period")], ledger),
      rejected: sumTerms([plus("closed.rejected", "period")], ledger),
    },
  };
}

/** The rows by field of work. */
export function formRows(ledger: Ledger): { field: string; row: FormRow; beside: BesideForm }[] {
  return [...splitBy(ledger, 1)]
    .map(([field, part]) => ({ field, ...formRow(part) }))
    .toSorted((a, b) => (a.field < b.field ? -1 : 1));
}

/** A row out of a file: its eleven figures, columns 3 to 13; `undefined` for any other number of them. */
export function formRowOf(figures: readonly number[]): FormRow | undefined {
  if (figures.length !== FORM_COLUMNS.length) return undefined;
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0, i = 0, j = 0, k = 0] = figures;
  return { 3: a, 4: b, 5: c, 6: d, 7: e, 8: f, 9: g, 10: h, 11: i, 12: j, 13: k };
}

/** The identities 3 = 4+5+6, 7 = 8+9+10, 11 = 12+13 and 3 = 7+11 on one row, claimed or counted. */
export function formIdentities(
  row: FormRow,
  { undated, withdrawn, rejected }: BesideForm = { undated: 0, withdrawn: 0, rejected: 0 },
): FormIdentity[] {
  const identity = (rule: FormIdentity["rule"], left: number, right: number): FormIdentity => ({
    rule,
    left,
    right,
    holds: left === right,
  });
  return [
    identity("form.received", row[3], row[4] + row[5] + row[6]),
    identity("form.resolved", row[7], row[8] + row[9] + row[10] + undated),
    identity("form.open", row[11], row[12] + row[13]),
    identity("form.balance", row[3], row[7] + row[11] + withdrawn + rejected),
  ];
}

/** A printed total against the sum of the rows, by column; only those that differ. A total is compared, never taken in. */
export function totalDifferences(
  rows: readonly FormRow[],
  total: FormRow,
): { column: FormColumn; printed: number; sum: number }[] {
  return FORM_COLUMNS.flatMap((column) => {
    const sum = rows.reduce((all, row) => all + row[column], 0);
    return sum === total[column] ? [] : [{ column, printed: total[column], sum }];
  });
}
