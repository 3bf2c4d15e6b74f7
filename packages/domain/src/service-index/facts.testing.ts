import type { IndicatorReport } from "@nhip/contracts";
import { reportsAt } from "../kpi/report.ts";
import { indicatorOf } from "./component.ts";
import { SERVICE_COMPONENTS } from "./decision-766.ts";
import type { IndexFacts } from "./score.ts";

export type Told = Omit<IndicatorReport, "indicator" | "period"> & { period?: string; at?: string };

/** Facts of the year 2026 out of counters `measure` or `measure|channel`, and reports by indicator. */
export function factsOf(
  counts: Record<string, number>,
  reports: Record<string, Told> = {},
  carriedOver: Record<string, number> = {},
): IndexFacts {
  const ledgerOf = (sums: Record<string, number>) =>
    new Map(
      Object.entries(sums).map(([key, n]) => {
        const [measure, channel = "direct"] = key.split("|");
        return [`${measure}|ho-tich|${channel}|full`, n] as const;
      }),
    );
  const period = ledgerOf(counts);
  const before = ledgerOf(carriedOver);
  const until = new Map(period);
  for (const [field, n] of before) until.set(field, (until.get(field) ?? 0) + n);
  const histories = Object.entries(reports).map(
    ([indicator, { period: name = "2026", at = "2026-11-20T08:00:00+07:00", ...data }]) => [
      {
        id: indicator,
        type: "indicator.reported" as const,
        time: Date.parse(at),
        data: { indicator, period: name, ...data },
      },
    ],
  );
  return {
    ledger: { period, until, before },
    reports: reportsAt(histories, Date.parse("2026-11-25T00:00:00+07:00")),
    range: { from: "2026-01-01", to: "2026-12-31" },
  };
}

/** All components full, so that one can be spoilt: a ward of 100 dossiers, all online, in time, digital and paid online. */
export const ALL_FULL = {
  counts: {
    "received|online": 100,
    "closed.early|online": 100,
    "result.electronic|online": 100,
    "papers.digital|online": 100,
    "reused|online": 100,
    "fee.due|online": 40,
    "fee.online|online": 40,
    "rated|online": 20,
    "rated.satisfied|online": 20,
  },
  reports: Object.fromEntries(
    SERVICE_COMPONENTS.filter(({ source }) => source.kind === "report").map(({ id }) => [
      indicatorOf(id),
      { numerator: 50, denominator: 50 } satisfies Told,
    ]),
  ),
};
