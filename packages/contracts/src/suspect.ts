import { z } from "zod";
import type { DossierRow } from "./api.ts";
import { MAX_REASON } from "./quarantine.ts";
import { line } from "./text.ts";

/** Patterns that are worth a question, the most pressing first. None of them is a finding. */
export const SUSPECT_KINDS = [
  "apology-due",
  "idle-overdue",
  "undelivered",
  "second-extension",
  "late-supplement",
  "instant",
] as const;
export type SuspectKind = (typeof SUSPECT_KINDS)[number];

/** An officer's reason for a suspect. Words with personal data are refused. */
export const SuspectReasonPost = z.strictObject({
  code: z.string().min(1).max(80),
  kind: z.enum(SUSPECT_KINDS),
  reason: line(MAX_REASON),
});
export type SuspectReasonPost = z.infer<typeof SuspectReasonPost>;

/** A kind in the reader's language: what it asks, by which rule, how many dossiers are in it. */
export type SuspectGroup = {
  kind: SuspectKind;
  name: string;
  rule: string;
  source: string;
  /** Those that nobody has given a reason for, and those that somebody has. */
  open: number;
  explained: number;
  /** Why the whole kind may come from the data alone, in words; `null` where nothing says so. */
  doubt: string | null;
};

export type SuspectRow = {
  code: string;
  kind: SuspectKind;
  field: string;
  /** From when on the question stands. */
  since: string;
  question: string;
  dossier: DossierRow;
  /** Oldest first. */
  reasons: { reason: string; at: string }[];
};

/** Suspects of a ward: those without a reason first, each part by since when. */
export type SuspectPage = {
  ward: string;
  rev: number;
  asOf: string;
  kinds: SuspectGroup[];
  rows: SuspectRow[];
  cursor: string | null;
  /** How many dossiers were looked at: all open ones, and those that stand on a day of the last 30. */
  looked: number;
  /** `false`: there were more than one answer can look through. */
  complete: boolean;
};
