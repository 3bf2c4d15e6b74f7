import { expect, it } from "vitest";
import { eventOf, fieldsOf, shownText, textIn, unshown, type Draft } from "./mend-fields.ts";

const WARD = "phuong-mau";
const LINE = {
  id: "e1",
  type: "dossier.received",
  subject: "H64-1",
  time: "2022-12-05T01:12:00.123Z",
  data: { field: "ho-tich", dueAt: "hôm qua", channel: "***", workingDays: 3, apology: true },
};
const none: Draft = { texts: {}, cleared: [] };
const spec = (path: string) => {
  const found = fieldsOf("dossier.received").find((one) => one.path === path);
  if (!found) throw new Error(path);
  return found;
};

it("sends what nobody touched to the letter, wrong or right", () => {
  expect(eventOf(LINE, none, WARD)).toEqual({ ...LINE, source: undefined, ward: WARD });
});

it("shows a time in the ward's zone, and nothing where a control cannot show what was sent", () => {
  expect(textIn(spec("time"), LINE, none)).toBe("2022-12-05T08:12");
  expect(textIn(spec("data.dueAt"), LINE, none)).toBe("");
  expect(unshown(spec("data.dueAt"), LINE)).toEqual({ text: "hôm qua", hidden: false });
  expect(unshown(spec("data.channel"), LINE)).toEqual({ text: "***", hidden: true });
  expect(unshown(spec("subject"), LINE)).toBeNull();
  expect(unshown(spec("data.level"), LINE)).toBeNull();
  expect(shownText(spec("time"), "2022-12-05T08:12:30+07:00")).toBe("2022-12-05T08:12:30");
  expect(shownText(spec("time"), "2022-12-05 08:12")).toBe("");
});

it("turns what was typed into what the wire says", () => {
  const texts = {
    subject: "H64-2",
    "data.dueAt": "2022-12-06T17:00",
    "data.channel": "online",
    "data.workingDays": "2.5",
    "data.apology": "false",
    "data.papersDigitized": "true",
    "data.field": "",
  };
  expect(eventOf(LINE, { texts, cleared: [] }, WARD)).toMatchObject({
    subject: "H64-2",
    time: LINE.time,
    data: {
      dueAt: "2022-12-06T17:00:00+07:00",
      channel: "online",
      workingDays: 2.5,
      apology: false,
      papersDigitized: true,
    },
  });
  expect(eventOf(LINE, { texts, cleared: [] }, WARD)["data"]).not.toHaveProperty("field");
});

it("leaves out a value that cannot be shown only where somebody says so", () => {
  expect(eventOf(LINE, { texts: {}, cleared: ["data.dueAt"] }, WARD)["data"]).not.toHaveProperty("dueAt");
});

it("of another type keeps only what that type knows", () => {
  const texts = { type: "target.set", "data.kpi": "online.full.rate", "data.value": "70" };
  expect(eventOf(LINE, { texts, cleared: [] }, WARD)).toEqual({
    id: "e1",
    source: undefined,
    ward: WARD,
    type: "target.set",
    time: LINE.time,
    data: { kpi: "online.full.rate", value: 70 },
  });
});
