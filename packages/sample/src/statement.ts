import type { Claim, IndicatorReport, Target } from "@nhip/contracts";
import { formatInstant } from "@nhip/domain";
import { sampleWard } from "./sample-ward.ts";
import type { WireStatement } from "./wire-event.ts";

const ward = sampleWard.id;

/** A report of the sample ward; `atMs` in milliseconds. Ids are those of indicator, unit and period. */
export function reported(key: string, atMs: number, data: IndicatorReport): WireStatement {
  const id = [key, "i", data.indicator, data.unit, data.period].filter(Boolean).join("-");
  return { id, type: "indicator.reported", ward, subject: data.indicator, time: formatInstant(atMs), data };
}

/** A plan's figure; ids are those of KPI and period. */
export function targeted(key: string, atMs: number, data: Target): WireStatement {
  const id = `${key}-p-${data.kpi}-${data.period}`;
  return { id, type: "target.set", ward, subject: data.kpi, time: formatInstant(atMs), data };
}

/** A published figure; one of each KPI under a key. */
export function claimed(key: string, atMs: number, data: Claim): WireStatement {
  const id = `${key}-c-${data.kpi}`;
  return { id, type: "figure.claimed", ward, subject: data.kpi, time: formatInstant(atMs), data };
}
