import type { Check, DayRange } from "./kpi.ts";

/** The longest text that is read at once, in UTF-16 units. */
export const MAX_CLAIM_TEXT = 20_000;

/** What is asked of `POST …/checks/text`. Without a period the one that the text itself tells. */
export type TextToCheck = { text: string; period?: string | undefined };

/** `count` a number of things · `rate` percent of a whole · `attainment` percent of a plan · `fraction` numerator / denominator. */
export const FIGURE_KINDS = ["count", "rate", "attainment", "fraction"] as const;
export type FigureKind = (typeof FIGURE_KINDS)[number];

/** From the gravest: it cannot be right; it ought to be looked at; worth knowing. */
export const SEVERITIES = ["error", "doubt", "note"] as const;
export type Severity = (typeof SEVERITIES)[number];

/** Why two figures that ought to be equal are probably not. */
export const CAUSE_CODES = [
  "dossier-missing",
  "part-not-told",
  "rounded-before-dividing",
  "rate-and-attainment-mixed",
  "cut-not-rounded",
  "fraction-upside-down",
  "digits-swapped",
  "copied",
  "received-and-resolved-mixed",
  "other-period",
  "carried-over",
  "unexplained",
] as const;
export type CauseCode = (typeof CAUSE_CODES)[number];
export type Cause = { code: CauseCode; text: string };

/** A place in the text, in UTF-16 units; `end` is exclusive. */
export type Place = { start: number; end: number };

/** How a figure came out: part of an error, of a doubt, upheld by at least one check, or with nothing to hold it against. */
export type FigureStatus = "error" | "doubt" | "confirmed" | "alone";

/** A figure as it stands in a text. */
export type ClaimedFigure = Place & {
  /** Its number in the text, from 0; findings name it by that. */
  id: number;
  /** What it is about: a KPI's id, or a name of the reader's own (`dossiers.carriedOver`). */
  concept: string;
  kind: FigureKind;
  /** Percent, or a count; of a fraction its numerator. */
  value: number;
  denominator?: number;
  /** Digits after the comma, as printed. */
  decimals: number;
  /** Of an attainment: the plan first given, or one added later. */
  plan?: "first" | "added";
  /** What the same words claim as well: "tiếp nhận và giải quyết 5.188". */
  also?: string;
  /** The part of the ward that it is about, as the text says it; `null` for the ward. */
  unit: string | null;
  /** The period that the text tells, as the API takes it; `null` where it tells none. */
  period: string | null;
  /** Figures that belong together: a fraction, its rate, their attainments. */
  group: number;
  /** The words, as they stand. */
  words: string;
};

/** Figures of a text that ought to agree among themselves, or with what was counted. */
export type Finding = {
  rule: string;
  /** `null`: it holds. */
  severity: Severity | null;
  /** In a sentence. */
  text: string;
  left: number | null;
  right: number | null;
  cause: Cause | null;
  /** Which figures are in question. */
  suspects: number[];
  /** Which figures they were held against. */
  witnesses: number[];
  /** Places that are no figures: a retired term. */
  places: Place[];
};

/** What was not read as a figure, and why: no known indicator, or a change against another period. */
export type Unread = Place & { words: string; reason: "no-indicator" | "change" };

/** The answer to a pasted text. Nothing of it is stored. */
export type TextChecks = {
  ward: string;
  rev: number;
  /** The period whose computed figures the text was held against. */
  period: DayRange & { asked: string };
  /** Up to when was counted. */
  asOf: string;
  /** The text in form C, with `\n` alone between lines; places are in this one. */
  text: string;
  figures: (ClaimedFigure & {
    label: string;
    status: FigureStatus;
    /** The ward's own figure for the same thing; `null` where there is none. */
    computed: number | null;
  })[];
  /** What does not hold, the gravest first. */
  findings: Finding[];
  /** What holds. */
  confirmed: Finding[];
  unread: Unread[];
};

/** The answer to `GET …/checks`. */
export type ChecksAnswer = {
  ward: string;
  rev: number;
  /** For which periods figures were published, the newest first. */
  claimedPeriods: string[];
  checks: (Check & { period: string })[];
};
