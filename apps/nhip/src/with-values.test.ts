import { expect, test } from "vitest";
import { withValues } from "./with-values.ts";

const LINE = { id: "1", data: { field: "ho-tich", dueAt: "***" } };

test("sets texts, numbers and yes or no, takes out what is empty, leaves the rest", () => {
  expect(
    withValues(LINE, [
      "time=2022-12-06T17:00:00+07:00",
      "data.dueAt=2022-12-06T17:00:00+07:00",
      "data.workingDays=3",
      "data.period=2022",
      "data.apology=true",
      "data.paidOnline=false",
      "data.field=",
    ]),
  ).toEqual({
    id: "1",
    time: "2022-12-06T17:00:00+07:00",
    data: {
      dueAt: "2022-12-06T17:00:00+07:00",
      workingDays: 3,
      period: "2022",
      apology: true,
      paidOnline: false,
    },
  });
  expect(withValues({}, ["data.note=a=b"])).toEqual({ data: { note: "a=b" } });
});

test.each(["dueAt", "=x", "__proto__.x=1", "data.__proto__=1", "data.a.b=1"])("%s is wrong use", (change) => {
  expect(() => withValues(LINE, [change])).toThrow("--set");
});
