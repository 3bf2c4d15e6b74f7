import { Writable } from "node:stream";
import { Hono } from "hono";
import { pino } from "pino";
import { expect, test } from "vitest";
import { AppError } from "@nhip/contracts";
import { createMetrics } from "@nhip/runtime";
import type { AppEnv } from "./app-env.ts";
import { createErrorAnswer } from "./error-answer.ts";
import { createIngestMetrics } from "./metrics.ts";
import { requestFrame } from "./request-frame.ts";

function framed() {
  let at = 0;
  const told: Record<string, unknown>[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      told.push(JSON.parse(chunk.toString()));
      done();
    },
  });
  const log = pino({ level: "debug" }, stream);
  const metrics = createIngestMetrics(createMetrics());
  const app = new Hono<AppEnv>().use(requestFrame({ newId: () => "new-id-1", now: () => at, log, metrics }));
  app.get("/away", () => {
    throw new AppError("store-away");
  });
  app.get("/broken", () => {
    throw new Error("secret 0912345678");
  });
  app.onError(createErrorAnswer(log));
  return { app, told, pass: (ms: number) => (at += ms) };
}

test("an unknown error is a fixed text with the request's id, in the language asked for", async () => {
  const { app } = framed();
  const answer = await app.request("/broken", {
    headers: { "x-request-id": "theirs-12345", "accept-language": "en" },
  });
  expect(answer.status).toBe(500);
  expect(answer.headers.get("x-request-id")).toBe("theirs-12345");
  const body = await answer.text();
  expect(JSON.parse(body)).toMatchObject({ code: "internal", requestId: "theirs-12345" });
  expect(body).not.toContain("secret");
});

test("an id that is not well-formed is replaced", async () => {
  const { app } = framed();
  const answer = await app.request("/away", { headers: { "x-request-id": "a b" } });
  expect(answer.headers.get("x-request-id")).toBe("new-id-1");
  expect(answer.headers.get("retry-after")).toBe("2");
});

test("while posts are turned away the log has a line a second", async () => {
  const { app, told, pass } = framed();
  for (let n = 0; n < 100; n++) await app.request("/away");
  pass(1_000);
  await app.request("/away");
  expect(told.map(({ status, alike }) => [status, alike])).toEqual([
    [503, 1],
    [503, 100],
  ]);
});
