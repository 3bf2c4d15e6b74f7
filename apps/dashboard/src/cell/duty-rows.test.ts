import type { DutyState, UnitDuties } from "@nhip/contracts";
import { expect, it } from "vitest";
import { dutyRows } from "./duty-rows.ts";
import type { OutboxEntry } from "./outbox.ts";

const month = (n: string) => ({ period: `2026-${n}`, range: { from: `2026-${n}-01`, to: `2026-${n}-28` } });
const SENT = "2026-10-02T08:00:00+07:00";
const duties = (...states: [string, DutyState][]): UnitDuties => ({
  ward: "w",
  wardName: "Phường",
  rev: 1,
  asOf: SENT,
  unit: { id: "to-7", name: "Tổ 7", kind: "group" },
  open: 0,
  indicators: [
    {
      indicator: "trees",
      kpi: "indicator.trees",
      label: "Cây xanh",
      unit: "count",
      direction: "higher",
      cadence: "month",
      entry: "count",
      cumulative: true,
      target: null,
      tasks: states.map(([n, state]) => ({ ...month(n), dueDay: "2026-12-05", state })),
      history: [
        {
          ...month("09"),
          versions: [{ value: 41, numerator: null, denominator: null, note: null, at: SENT }],
        },
      ],
    },
  ],
});
const entry = (n: string, state: OutboxEntry["state"], savedAt: string): OutboxEntry => ({
  id: n,
  ward: "w",
  label: "Cây xanh",
  data: { indicator: "trees", unit: "to-7", period: `2026-${n}`, value: 50 },
  savedAt: Date.parse(savedAt),
  state,
  sentAt: null,
  message: null,
});
const keys = (outbox: OutboxEntry[]) => {
  const lists = dutyRows(
    duties(["11", "running"], ["10", "due"], ["08", "missing"], ["09", "onTime"]),
    outbox,
  );
  return Object.fromEntries(
    Object.entries(lists).map(([name, rows]) => [name, rows.map(({ task }) => task.period)]),
  );
};

it("puts what is owed first, the most urgent on top, and shows the newest that is there", () => {
  expect(keys([])).toEqual({ open: ["2026-08", "2026-10"], early: ["2026-11"], done: ["2026-09"] });
});

it("no longer asks for what is on its way, and asks again for what was refused", () => {
  const later = "2026-11-25T20:14:00+07:00";
  expect(keys([entry("10", "waiting", later)])).toMatchObject({ open: ["2026-08"], done: ["2026-10"] });
  expect(keys([entry("10", "sent", later)])).toMatchObject({ open: ["2026-08"], done: ["2026-10"] });
  expect(keys([entry("10", "refused", later)])).toMatchObject({ open: ["2026-08", "2026-10"] });
});

it("knows the last figure before a period, and lets go of what the server shows", () => {
  const [row] = dutyRows(duties(["10", "due"]), []).open;
  expect(row?.last).toMatchObject({ period: "2026-09", version: { value: 41 } });
  const onWay = (savedAt: string) =>
    dutyRows(duties(), [entry("09", "sent", savedAt)]).done[0]?.onWay ?? null;
  expect(onWay(SENT)).toBeNull();
  expect(onWay("2026-10-02T09:00:00+07:00")).not.toBeNull();
});
