import {
  COMPARE_WITH,
  DOSSIER_STATUSES,
  ERROR_CODES,
  EXPLAINED_PARTS,
  MAX_QUARANTINE_PAGE,
  MAX_REASON,
  ROLES,
  SERIES_BY,
  SUSPECT_KINDS,
} from "@nhip/contracts";
import { MAX_PAGE } from "../model/behind.ts";

export type Parameter = {
  name: string;
  in: "path" | "query";
  required: boolean;
  description: string;
  schema: object;
};

export const ward: Parameter = {
  name: "ward",
  in: "path",
  required: true,
  description: "Ward id",
  schema: { type: "string" },
};
const period: Parameter = {
  name: "period",
  in: "query",
  required: false,
  description:
    "today, week, month, quarter, year, 2022, 2022-12, 2022-Q4, 2022-12-05 or 2022-01-01..2022-12-12",
  schema: { type: "string", default: "today" },
};
const asOf: Parameter = {
  name: "asOf",
  in: "query",
  required: false,
  description:
    "The moment to look from: RFC 3339 with an offset, not in the future. Given, figures are those of the events up to " +
    "then, with the clock of that moment; left out, it is now, or the period's end as it is known now.",
  schema: { type: "string", format: "date-time" },
};
const query = (name: string, description: string, schema: object, required = false): Parameter => ({
  name,
  in: "query",
  required,
  description,
  schema,
});

export const key: Parameter = { ...ward, name: "key", description: "An entry's key" };
const cursor = query("cursor", "From the page before", { type: "string" });
const limit = query("limit", "Entries of a page", {
  type: "integer",
  minimum: 0,
  maximum: MAX_QUARANTINE_PAGE,
});
export const reason = {
  type: "string",
  minLength: 1,
  maxLength: MAX_REASON,
  description: "Stays in the history",
};

const kpiId: Parameter = { ...ward, name: "id", description: "KPI id" };

export type Operation = { summary: string; parameters: Parameter[]; open?: true };
/** The read API, by path. */
export const READS: Record<string, Operation> = {
  "/api/v1/wards": { summary: "The wards this caller may read", parameters: [] },
  "/api/v1/pulse": {
    summary:
      "The newest proof of life, as sockets hear it every 5 s: revisions and the pipeline, by open ward",
    parameters: [],
  },
  "/api/v1/wards/{ward}/alerts": {
    summary:
      "Alerts that hold, those that ended, messages and how they fared, rules and channels without secrets",
    parameters: [ward],
  },
  "/api/v1/wards/{ward}/kpis": {
    summary: "All KPIs of a period at one revision, with checks",
    parameters: [
      ward,
      period,
      asOf,
      query("compare", "What `previous` is: the period before, or the same one last year", {
        enum: COMPARE_WITH,
        default: "previous",
      }),
    ],
  },
  "/api/v1/wards/{ward}/kpis/{id}/explain": {
    summary:
      "Formula, operands, rule with its legal source, the dossiers and reports behind a figure, what changed since " +
      "yesterday, last week, the same time last year and the period before, and who made the change",
    parameters: [
      ward,
      kpiId,
      period,
      asOf,
      query("changes", "`none` leaves out what changed since when", { enum: ["none"] }),
    ],
  },
  "/api/v1/wards/{ward}/kpis/{id}/explain/dossiers": {
    summary: "All dossiers behind one side of a figure, page by page, each once",
    parameters: [
      ward,
      kpiId,
      period,
      asOf,
      query("part", "Side of the figure", { enum: EXPLAINED_PARTS, default: "numerator" }),
      query("cursor", "From the page before", { type: "string" }),
      query("limit", "Dossiers of a page, or a few more", {
        type: "integer",
        minimum: 1,
        maximum: MAX_PAGE,
        default: 50,
      }),
    ],
  },
  "/api/v1/wards/{ward}/replay": {
    summary: "A day's figures as they stood from opening to closing, for that day and its year",
    parameters: [
      ward,
      query("day", "Civil day, today unless given", { type: "string", format: "date" }),
      query("step", "Minutes between two moments", {
        type: "integer",
        minimum: 1,
        maximum: 999,
        default: 15,
      }),
    ],
  },
  "/api/v1/wards/{ward}/plan": {
    summary:
      "Targets of the ward and its units with their document: value, attainment, pace by working days, forecast for " +
      "the period's end with a range of 80 %, what is needed a week, and why where one of them is null",
    parameters: [ward, { ...period, schema: { type: "string", default: "year" } }, asOf],
  },
  "/api/v1/wards/{ward}/service-index": {
    summary:
      "The index of Decision 766/QĐ-TTg: groups and components with figures and points, what is missing, what one more " +
      "dossier would bring, the portal's own score beside ours; the year unless a period is given",
    parameters: [ward, period, asOf],
  },
  "/api/v1/wards/{ward}/kpis/{id}/items": {
    summary: "The things that a KPI counts as met or not, with evidence and who assessed them",
    parameters: [ward, { ...ward, name: "id", description: "KPI id" }, period, asOf],
  },
  "/api/v1/wards/{ward}/series": {
    summary:
      "One KPI by day, month, field, channel or unit; by unit also those that have not reported, with their newest report",
    parameters: [
      ward,
      query("kpi", "KPI id", { type: "string" }, true),
      period,
      query("by", "Grain", { enum: SERIES_BY }),
    ],
  },
  "/api/v1/wards/{ward}/dossiers": {
    summary: "Dossiers by status, without personal data",
    parameters: [
      ward,
      query("status", "Status", { enum: DOSSIER_STATUSES }),
      query("field", "Field of work", { type: "string" }),
      period,
      query("cursor", "From the page before", { type: "string" }),
    ],
  },
  "/api/v1/wards/{ward}/duties": {
    summary: "How the units report: in time, late, and what is missing, by unit",
    parameters: [ward, { ...period, schema: { type: "string", default: "month" } }],
  },
  "/api/v1/wards/{ward}/units/{unit}/duties": {
    summary: "What one unit has to report, with its last figures, target and history",
    parameters: [ward, { ...ward, name: "unit", description: "Unit id" }],
  },
  "/api/v1/wards/{ward}/checks": {
    summary:
      "Identities of form II.06a, rates, reports against each other, published figures against the computed ones " +
      "with the likely cause",
    parameters: [ward, period],
  },
  "/api/v1/wards/{ward}/pipeline": {
    summary:
      "How events come in and are counted: queue and lag, workers, sources and who is silent, quarantine, store, " +
      "last verification, alarms",
    parameters: [ward],
  },
  "/api/v1/wards/{ward}/quarantine": {
    summary: "Lines that were refused or set aside, newest first, with counts by reason and source",
    parameters: [
      ward,
      query("code", "Reason", { enum: ERROR_CODES }),
      query("source", "Who sent it", { type: "string" }),
      cursor,
      limit,
    ],
  },
  "/api/v1/wards/{ward}/quarantine/history": {
    summary: "What was mended or set aside by a person, newest first",
    parameters: [ward, cursor, limit],
  },
  "/api/v1/wards/{ward}/suspects": {
    summary:
      "Patterns worth a question, by kind with rule and source; the dossiers behind them with officers' reasons",
    parameters: [ward, query("kind", "One kind alone", { enum: SUSPECT_KINDS }), cursor],
  },
  "/api/v1/wards/{ward}/catalogue": {
    summary:
      "The ward's catalogue: its settings with their version, units, every KPI with target and formula",
    parameters: [ward],
  },
  "/api/v1/wards/{ward}/layout": {
    summary: "How the caller arranged the leader's page; null as it comes",
    parameters: [ward],
  },
  "/api/v1/screen": {
    summary: "What a wall display is told about itself, by its own credential",
    parameters: [],
  },
  "/api/v1/screens": { summary: "Wall displays with their set-up and last sign of life", parameters: [] },
  "/api/v1/wards/{ward}/hours": {
    summary: "Office hours, when a dossier is due soon, when a unit's report is due",
    parameters: [ward],
  },
  "/api/v1/users": {
    summary: "The accounts of the wards that this administrator manages",
    parameters: [
      query("q", "Part of the name", { type: "string" }),
      query("role", "Role", { enum: ROLES }),
      query("ward", "Ward id", { type: "string" }),
      query("unit", "Unit id", { type: "string" }),
      cursor,
    ],
  },
  "/api/v1/keys": { summary: "API keys without their secrets, the newest first", parameters: [] },
  "/api/v1/audit": {
    summary:
      "Who changed what, the newest first: the lines of the own wards, and those of the house for an administrator of " +
      "all wards. A page may be short and lead on by `cursor` all the same",
    parameters: [
      query("q", "Part of the name of a person, of what it was done to, or of an address", {
        type: "string",
      }),
      query("what", "A deed or the word that stands for several", { type: "string" }),
      query("ward", "Ward id", { type: "string" }),
      query("from", "From this moment", { type: "string", format: "date-time" }),
      query("to", "Before this moment", { type: "string", format: "date-time" }),
      cursor,
      limit,
    ],
  },
  "/api/v1/audit/check": {
    summary: "Whether each line of the audit log is as it was written, and the digest of the last one",
    parameters: [],
  },
  "/api/v1/wards/{ward}/public": {
    summary: "Whether the ward has a public page, where, and what it says about complaints",
    parameters: [ward],
  },
  "/cong-khai/{ward}.json": {
    summary:
      "Open data: what the ward posts for a month or year, totals only, for everybody; worked out each minute",
    parameters: [ward, query("period", "2026-11 or 2026; this month unless given", { type: "string" })],
    open: true,
  },
  "/healthz": { summary: "The process is up", parameters: [], open: true },
  "/readyz": { summary: "A write to the store works; its parts", parameters: [], open: true },
  "/metrics": { summary: "Prometheus metrics", parameters: [] },
  "/openapi.json": { summary: "This document", parameters: [], open: true },
};
