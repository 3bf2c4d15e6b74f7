import { expect, test } from "vitest";
import { binaryEvent } from "./binary-event.ts";

test("attributes come from ce- headers, percent-decoded; a bad encoding stays as it is", () => {
  const headers: Record<string, string> = {
    "ce-id": "a%20b",
    "ce-type": "dossier.received",
    "ce-source": '"/m%E1%BB%99t-c%E1%BB%ADa"',
    "ce-subject": "H64%",
    "ce-ward": "phuong-mau",
    "ce-other": "x",
  };
  expect(binaryEvent((name) => headers[name], { field: "ho-tich" })).toEqual({
    id: "a b",
    type: "dossier.received",
    source: "/một-cửa",
    subject: "H64%",
    ward: "phuong-mau",
    data: { field: "ho-tich" },
  });
});
