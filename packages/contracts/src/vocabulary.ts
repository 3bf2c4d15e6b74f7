/** Event types in the order of a dossier's life, with the national portal's status code where there is one. */
export const DOSSIER_EVENTS = {
  "dossier.submitted": 1,
  "dossier.received": 2,
  "dossier.refused": 3,
  "dossier.processing": 4,
  "dossier.supplement-requested": 5,
  "dossier.supplemented": null,
  "dossier.payment-requested": 6,
  "dossier.paid": null,
  "dossier.withdrawn": 7,
  "dossier.stopped": 8,
  "dossier.resumed": null,
  "dossier.extended": null,
  "dossier.resolved": 9,
  "dossier.delivered": 10,
  "dossier.rejected": null,
  "dossier.digitized": null,
  "dossier.rated": null,
  "dossier.corrected": null,
  "dossier.voided": null,
} as const satisfies Record<string, number | null>;

export type DossierEventType = keyof typeof DOSSIER_EVENTS;
export const DOSSIER_EVENT_TYPES = Object.keys(DOSSIER_EVENTS) as [DossierEventType, ...DossierEventType[]];

export const STATEMENT_TYPES = ["indicator.reported", "target.set", "figure.claimed"] as const;
export type StatementType = (typeof STATEMENT_TYPES)[number];

export const EVENT_TYPES = [...DOSSIER_EVENT_TYPES, ...STATEMENT_TYPES] as const;
export type EventType = DossierEventType | StatementType;

/** How a dossier came in; none given counts as `direct` (Decision 766/QĐ-TTg). */
export const CHANNELS = ["direct", "online", "post"] as const;
export type Channel = (typeof CHANNELS)[number];

/**
 * The level of online service. `muc-do-3` and `muc-do-4` are the words used until Decree 42/2022/NĐ-CP
 * (15 August 2022); they are kept as they came and read together with `partial` and `full`.
 */
export const LEVELS = ["none", "partial", "full", "muc-do-3", "muc-do-4"] as const;
export type Level = (typeof LEVELS)[number];

export const VERDICTS = ["early", "on-time", "late"] as const;
/** A source's own word for how a dossier was answered; kept beside ours and compared. */
export type Verdict = (typeof VERDICTS)[number];

/** The facts of dossiers that are yes or no. Here and not beside the schema: screens that use it carry no schema code. */
export const BOOLEAN_FACTS = [
  "apology",
  "papersDigitized",
  "resultElectronic",
  "dataReused",
  "feeDue",
  "paidOnline",
] as const;
