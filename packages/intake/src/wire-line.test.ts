import { expect, test } from "vitest";
import type { WardEvent } from "@nhip/contracts";
import { checkMended } from "./check-mended.ts";
import { wireLine } from "./wire-line.ts";

const AT = Date.UTC(2022, 11, 5, 1, 12, 0, 123);
const BATCH = { ward: "phuong-mau", source: "mot-cua" };
const again = (event: unknown) =>
  checkMended(
    {
      key: "k".repeat(22),
      path: "",
      code: "poison",
      source: BATCH.source,
      line: wireLine(event, BATCH),
      trail: [],
    },
    BATCH.ward,
    undefined,
    AT,
  );

const EVENTS: WardEvent[] = [
  {
    id: "cổng tỉnh\te 1",
    type: "dossier.received",
    subject: "H64-1",
    time: AT,
    data: { field: "ho-tich", dueAt: AT + 86_400_001, workingDays: 0.5, apology: false, level: "muc-do-4" },
  },
  {
    id: "mot-cua\te2",
    type: "target.set",
    time: AT,
    data: { kpi: "indicator.eid.accounts", unit: "to-7", period: "2022", value: 70 },
  },
  {
    id: "mot-cua\te3",
    type: "indicator.reported",
    time: AT,
    data: { indicator: "criteria", period: "2022-12", numerator: 1, denominator: 2, note: "tạm tính" },
  },
];

test.each(EVENTS)("$type set aside and sent again unchanged is the same event", (event) => {
  expect(again(event)).toMatchObject({
    ok: true,
    id: event.id,
    group: { ...BATCH_OF(event), events: [event] },
  });
});
const BATCH_OF = ({ id }: WardEvent) => ({ ward: BATCH.ward, source: id.split("\t")[0] });

test("what is no event is kept as a refused line would be, and is refused", () => {
  const line = wireLine(
    { id: "x", type: "dossier.received", subject: "H64-1", time: "soon", data: {} },
    BATCH,
  );
  expect(line).toEqual({ id: "x", type: "dossier.received", subject: "H64-1", time: "soon", data: {} });
  expect(again({ id: "x", type: "dossier.received", subject: "H64-1", time: "soon", data: {} })).toEqual({
    ok: false,
    path: "time",
    code: "invalid-time",
  });
});
