import type { DossierRow, Kpi, PlanRow } from "@nhip/contracts";
import { describe, expect, it } from "vitest";
import { type AttentionInput, attentionSentences } from "./sentences.ts";
import { kpiOf } from "./useSentence.ts";

const kpi = (id: string, value: number | null, more: Partial<Kpi> = {}): Kpi => ({
  id,
  value,
  numerator: null,
  denominator: null,
  target: null,
  attainment: null,
  status: "none",
  group: "dossiers",
  label: id,
  unit: "count",
  direction: "neutral",
  previous: null,
  pace: null,
  explain: "",
  ...more,
});
const row = (code: string, dueAt: string | null): DossierRow => ({
  code,
  procedure: null,
  field: "dat-dai",
  channel: "direct",
  level: "none",
  unit: null,
  receivedAt: "2022-12-01T08:00:00+07:00",
  dueAt,
  closedAt: null,
  status: "due-soon",
  extensions: 0,
});
const input = (more: Partial<AttentionInput>): AttentionInput => ({
  kpis: [],
  checks: [],
  plan: [],
  overdue: [],
  dueSoon: [],
  behindMs: 0,
  ...more,
});

describe("what needs a look", () => {
  it("is nothing when nothing is wrong", () => {
    const kpis = [
      kpi("dossiers.overdue", 0, { target: 0, status: "good" }),
      kpi("dossiers.dueSoon", null),
      kpi("a", 80, { target: 75, status: "good" }),
    ];
    expect(attentionSentences(input({ kpis, behindMs: 60_000 }))).toEqual([]);
  });
  it("puts the most urgent first", () => {
    const kpis = [
      kpi("near", 74, { target: 75, status: "watch" }),
      kpi("far", 40, { target: 75, status: "bad" }),
      kpi("further", 10, { target: 75, status: "bad" }),
      kpi("dossiers.dueSoon", 5),
      kpi("dossiers.overdue", 2),
    ];
    const checks = [
      { rule: "a", label: "", left: 1, right: 1, holds: true },
      { rule: "b", label: "", left: 5188, right: 5187, holds: false },
      { rule: "c", label: "", left: null, right: 3, holds: false },
    ];
    const kinds = attentionSentences(input({ kpis, checks, behindMs: 61_000 }));
    expect(kinds.map((one) => (one.kind === "off-target" ? one.kpi.id : one.kind))).toEqual([
      "overdue",
      "behind",
      "due-soon",
      "further",
      "far",
      "near",
      "check",
    ]);
  });
  it("names the dossier whose time runs out first", () => {
    const dueSoon = [
      row("b", "2022-12-12T15:00:00+07:00"),
      row("none", null),
      row("a", "2022-12-12T03:00:00Z"),
    ];
    const [first] = attentionSentences(input({ kpis: [kpi("dossiers.dueSoon", 3)], dueSoon }));
    expect(first?.kind === "due-soon" && first.first?.code).toBe("a");
  });
  it("names the units that lack a report, and not the figure once more", () => {
    const kpis = [kpi("reports.missing", 2, { target: 0, status: "bad" })];
    const unreported = { period: "2026-11", units: ["Tổ 7", "Tổ 8"] };
    expect(attentionSentences(input({ kpis, unreported }))).toEqual([
      { kind: "unreported", status: "watch", period: "2026-11", units: ["Tổ 7", "Tổ 8"] },
    ]);
    expect(attentionSentences(input({ kpis, unreported: null }))).toEqual([]);
  });
  it("tells of what is in the year's plan by the year, before what is off a target of its own", () => {
    const behind: PlanRow = {
      id: "online.full.rate",
      label: "",
      unit: "percent",
      direction: "higher",
      forUnit: null,
      value: 67.9,
      numerator: 679,
      denominator: 1000,
      target: 70,
      status: "watch",
      planPeriod: "2026",
      source: null,
      attainment: 97,
      pace: 70,
      ahead: -2.1,
      forecast: null,
      neededAWeek: null,
      usualAWeek: null,
      reasons: {},
      method: "",
      explain: "",
    };
    const kpis = [
      kpi("online.full.rate", 20, { target: 70, status: "bad" }),
      kpi("online.partial.rate", 20, { target: 70, status: "bad" }),
      kpi("other", 40, { target: 75, status: "bad" }),
    ];
    const plan = [behind, { ...behind, id: "online.partial.rate", ahead: 3, status: "good" as const }];
    const found = attentionSentences(input({ kpis, plan }));
    expect(found.map((one) => [one.kind, kpiOf(one)])).toEqual([
      ["behind-plan", "online.full.rate"],
      ["off-target", "other"],
    ]);
  });
  it("leaves rounding noise alone", () => {
    expect(attentionSentences(input({ kpis: [kpi("a", 75, { target: 75, status: "watch" })] }))).toEqual([]);
  });
});
