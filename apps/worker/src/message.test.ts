import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import type { ActiveAlert } from "@nhip/contracts";
import { messageOf, signature } from "./message.ts";

const ALERT: ActiveAlert = {
  key: "qua-han",
  rule: "qua-han",
  name: "Có hồ sơ quá hạn",
  kpi: "dossiers.overdue",
  period: "today",
  unit: "count",
  value: 3,
  limit: 0,
  text: { vi: "Hồ sơ quá hạn: 3, cao hơn ngưỡng 0", en: "Overdue: 3, above 0" },
  since: Date.parse("2026-11-24T09:41:00+07:00"),
  sentAt: 0,
  sends: 1,
};

test("a message says the number, why, since when, and links to its explanation", () => {
  const { subject, text, body } = messageOf(
    { id: "a", ward: "w", channel: "c", alert: ALERT },
    "Phường Yên",
    "https://nhip.example/",
  );
  expect(subject).toBe("[Nhịp Phường] Hồ sơ quá hạn: 3, cao hơn ngưỡng 0");
  expect(text).toContain("2026-11-24T09:41:00+07:00");
  expect(text).toContain("https://nhip.example/?ward=w&period=today&kpi=dossiers.overdue");
  expect(JSON.parse(body)).toMatchObject({ ward: "w", kpi: "dossiers.overdue", value: 3, limit: 0 });
});

test("the same message has the same id whenever it is made; another send has another", () => {
  const idOf = (id: string) =>
    messageOf({ id, ward: "w", channel: "c", alert: ALERT }, "W", "http://x").messageId;
  expect(idOf("k|1|1|c")).toBe(idOf("k|1|1|c"));
  expect(idOf("k|1|2|c")).not.toBe(idOf("k|1|1|c"));
});

test("a webhook's signature is the HMAC of time and body", () => {
  const mac = createHmac("sha256", "s".repeat(16)).update('1000.{"a":1}').digest("hex");
  expect(signature("s".repeat(16), '{"a":1}', 1_000_400)).toBe(`t=1000,v1=${mac}`);
});
