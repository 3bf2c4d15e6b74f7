import { expect, test } from "vitest";
import { EVENT_TYPES } from "@nhip/contracts";
import { openapiDocument } from "./openapi.ts";

const text = JSON.stringify(openapiDocument());

test("names every event type, every answer and where to look", () => {
  for (const type of EVENT_TYPES) expect(text).toContain(`"${type}"`);
  const { responses } = openapiDocument().paths["/v1/events"].post;
  expect(Object.keys(responses)).toEqual([
    "202",
    "400",
    "401",
    "403",
    "413",
    "415",
    "422",
    "429",
    "500",
    "503",
  ]);
});

test("every reference leads somewhere, times are texts", () => {
  const { schemas } = openapiDocument().components;
  for (const [, name = ""] of text.matchAll(/#\/components\/schemas\/(\w+)/g))
    expect(schemas).toHaveProperty(name);
  expect(schemas["DossierFacts"]).toMatchObject({
    properties: { dueAt: { type: "string", format: "date-time" } },
  });
});
