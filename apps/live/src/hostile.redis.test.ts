import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fetchAs } from "../../../tests/sign-in.ts";
import { QUIET, openLive, openLiveIn } from "./live.testing.ts";

let live: Awaited<ReturnType<typeof openLive>>;
beforeAll(async () => {
  live = await openLive();
});
afterAll(() => live.close());

const HONEST = new Set([200, 400, 404]);
const word = fc.oneof(
  fc.constantFrom(
    "",
    "%",
    "%ff",
    "%00",
    "__proto__",
    "constructor",
    "-1",
    "1e400",
    "9".repeat(300),
    "..",
    "today",
  ),
  fc
    .string({ unit: "binary", maxLength: 20 })
    .map((text) => encodeURIComponent(text.replaceAll(/\p{Cs}/gu, ""))),
);
const NAMES = ["period", "asOf", "status", "field", "cursor", "kpi", "by"];
const PERIODS = ["0000", "9999", "0001-01-01..9999-12-31", "2022-12-31..2022-01-01", "2022-Q9", "2022-02-30"];

test("whatever is asked for, the read API answers with figures or a reason, never a 500 or a 503", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(
        "kpis",
        "series",
        "dossiers",
        "checks",
        "kpis/dossiers.open/explain",
        "kpis/%E0%A4%A/explain",
      ),
      fc.array(fc.tuple(fc.constantFrom(...NAMES), fc.oneof(word, fc.constantFrom(...PERIODS))), {
        maxLength: 4,
      }),
      async (what, pairs) => {
        const query = pairs.map(([name, value]) => `${name}=${value}`).join("&");
        const { status } = await fetchAs(`${live.base}/api/v1/wards/${QUIET}/${what}?${query}`);
        expect(HONEST).toContain(status);
      },
    ),
    { numRuns: 250 },
  );
});

test.each(["/", "/index.html", "/wall", "/?ward=x"])("%s carries the policy of the page", async (path) => {
  const answer = await fetch(live.base + path);
  expect(answer.headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
  // The first page brings figures along, which no cache may keep.
  expect(answer.headers.get("cache-control")).toBe(/^\/(\?|$)/.test(path) ? "no-store" : "no-cache");
  expect([answer.status, (await answer.text()).slice(0, 15).toLowerCase()]).toEqual([200, "<!doctype html>"]);
});

test("a dashboard that was never built is told as what it is", async () => {
  const bare = await openLiveIn("/nowhere/at/all");
  try {
    const answer = await fetch(bare.base);
    expect([answer.status, await answer.text()]).toEqual([503, expect.stringContaining("npm run build")]);
    expect((await fetch(`${bare.base}/healthz`)).status).toBe(200);
  } finally {
    await bare.close();
  }
});

test("H3: a foreign page is told no other page's figures: no answer names an allowed origin", async () => {
  for (const path of [`/api/v1/wards/${QUIET}/kpis`, "/api/v1/wards", "/healthz", "/", "/socket.io/?EIO=4"]) {
    for (const method of ["GET", "OPTIONS"]) {
      const answer = await fetch(live.base + path, { method, headers: { origin: "https://evil.example" } });
      expect([path, answer.headers.get("access-control-allow-origin")]).toEqual([path, null]);
    }
  }
});
