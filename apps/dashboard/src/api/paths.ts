import type { CompareWith, DossierStatus, ExplainedPart, SeriesBy, SuspectKind } from "@nhip/contracts";

const query = (params: Record<string, string | null>): string => {
  const text = new URLSearchParams(
    Object.entries(params).filter((entry): entry is [string, string] => entry[1] !== null),
  ).toString();
  return text === "" ? "" : `?${text}`;
};
const ward = (id: string): string => `/wards/${encodeURIComponent(id)}`;

/** Paths under /api/v1, written once. */
export const paths = {
  pairing: (): string => "/pairing",
  pairingPoll: (): string => "/pairing/poll",
  screen: (): string => "/screen",
  screenAlive: (): string => "/screen/alive",
  /** Without an id: all of them, and where a code is claimed. */
  screens: (id: string | null = null): string =>
    id === null ? "/screens" : `/screens/${encodeURIComponent(id)}`,
  screenCommand: (id: string): string => `/screens/${encodeURIComponent(id)}/command`,
  session: (): string => "/session",
  ownPassword: (): string => "/session/password",
  /** Posts begin to set it up, puts confirm; beneath it `off`. */
  ownFactor: (): string => "/session/factor",
  ownSingleSignOn: (): string => "/session/single-sign-on",
  ownSessions: (): string => "/sessions",
  ownSession: (id: string): string => `/sessions/${encodeURIComponent(id)}`,
  /** Beneath it `look` and `single-sign-on`. */
  invitation: (): string => "/invitation",
  wards: (): string => "/wards",
  pulse: (): string => "/pulse",
  kpis: (
    id: string,
    period: string,
    compare: CompareWith | null = null,
    asOf: string | null = null,
  ): string => `${ward(id)}/kpis${query({ period, compare, asOf })}`,
  layout: (id: string): string => `${ward(id)}/layout`,
  /** Beneath it: `settings`, `acknowledge`, `test`. */
  alerts: (id: string): string => `${ward(id)}/alerts`,
  suspects: (id: string, filter: { kind?: SuspectKind; cursor?: string | null } = {}): string =>
    `${ward(id)}/suspects${query({ kind: filter.kind ?? null, cursor: filter.cursor ?? null })}`,
  suspectReason: (id: string): string => `${ward(id)}/suspects/reason`,
  series: (id: string, kpi: string, period: string, by: SeriesBy, asOf: string | null = null): string =>
    `${ward(id)}/series${query({ kpi, period, by, asOf })}`,
  plan: (id: string, period: string, asOf: string | null = null): string =>
    `${ward(id)}/plan${query({ period, asOf })}`,
  dossiers: (id: string, status: DossierStatus, field: string | null): string =>
    `${ward(id)}/dossiers${query({ status, field })}`,
  duties: (id: string, period: string): string => `${ward(id)}/duties${query({ period })}`,
  unitDuties: (id: string, unit: string): string => `${ward(id)}/units/${encodeURIComponent(unit)}/duties`,
  serviceIndex: (id: string, period: string): string => `${ward(id)}/service-index${query({ period })}`,
  items: (id: string, kpi: string, period: string): string =>
    `${ward(id)}/kpis/${encodeURIComponent(kpi)}/items${query({ period })}`,
  checks: (id: string, period: string): string => `${ward(id)}/checks${query({ period })}`,
  checkText: (id: string): string => `${ward(id)}/checks/text`,
  pipeline: (id: string): string => `${ward(id)}/pipeline`,
  quarantine: (id: string, filter: { code?: string; source?: string | null; limit: number }): string =>
    `${ward(id)}/quarantine${query({ code: filter.code ?? null, source: filter.source ?? null, limit: String(filter.limit) })}`,
  quarantineHistory: (id: string, limit: number): string =>
    `${ward(id)}/quarantine/history${query({ limit: String(limit) })}`,
  /** Posts: one entry's `send` or `dismiss`, or without a key those of many. */
  quarantineDo: (id: string, what: "send" | "dismiss", key?: string): string =>
    `${ward(id)}/quarantine/${key === undefined ? "" : `${encodeURIComponent(key)}/`}${what}`,
  hours: (id: string): string => `${ward(id)}/hours`,
  users: (filter: Record<string, string | null> = {}): string => `/users${query(filter)}`,
  /** An account, or what is done to it: `disable`, `invite` … */
  user: (id: string, what?: string): string =>
    `/users/${encodeURIComponent(id)}${what === undefined ? "" : `/${what}`}`,
  keys: (): string => "/keys",
  key: (id: string): string => `/keys/${encodeURIComponent(id)}`,
  audit: (filter: Record<string, string | null>): string => `/audit${query(filter)}`,
  auditCheck: (): string => "/audit/check",
  publicPage: (id: string): string => `${ward(id)}/public`,
  catalogue: (id: string): string => `${ward(id)}/catalogue`,
  /** Posts what somebody says by hand: reports, plans, published figures. */
  statements: (id: string): string => `${ward(id)}/statements`,
  /** `asOf` is RFC 3339; null looks from now. */
  explain: (id: string, kpi: string, period: string, asOf: string | null): string =>
    `${ward(id)}/kpis/${encodeURIComponent(kpi)}/explain${query({ period, asOf })}`,
  /** The last events alone matter there. */
  lastChanges: (id: string): string =>
    `${ward(id)}/kpis/dossiers.received/explain${query({ period: "today", changes: "none" })}`,
  explainDossiers: (
    id: string,
    kpi: string,
    asked: { period: string; asOf: string | null; part: ExplainedPart; cursor: string | null },
  ): string => `${ward(id)}/kpis/${encodeURIComponent(kpi)}/explain/dossiers${query(asked)}`,
  replay: (id: string, day: string, step: number): string =>
    `${ward(id)}/replay${query({ day, step: String(step) })}`,
};
