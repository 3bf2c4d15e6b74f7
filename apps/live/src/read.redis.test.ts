import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createApiKeys } from "@nhip/backbone";
import type { ChecksAnswer, DossierPage, Explanation, TextChecks } from "@nhip/contracts";
import { WORKED_EXAMPLE } from "@nhip/domain";
import { sampleWard, sampleYear } from "@nhip/sample";
import { asWardEvent } from "../../../tests/as-ward-event.ts";
import { startPrivateRedis } from "../../../tests/private-redis.ts";
import { fetchAs } from "../../../tests/sign-in.ts";
import { QUIET, openLive, openLiveOn, valueOf } from "./live.testing.ts";

let live: Awaited<ReturnType<typeof openLive>>;
beforeAll(async () => {
  live = await openLive(sampleWard);
  await live.put(sampleWard.id, [...sampleYear()].map(asWardEvent));
});
afterAll(() => live.close());

describe("the sample year is that of the published figures", () => {
  const QUERY = "period=2022-01-01..2022-12-12&asOf=2022-12-12T07:39:06+07:00";

  test("A2: every figure, with the + of the time zone as it comes in a URL", async () => {
    const reading = await live.kpis(sampleWard.id, QUERY);
    const figures = Object.fromEntries(reading.kpis.map(({ id, value }) => [id, value]));
    expect(figures).toMatchObject({
      "dossiers.received": 5188,
      "dossiers.resolved": 5184,
      "dossiers.early": 5126,
      "dossiers.onTime": 58,
      "dossiers.late": 0,
      "dossiers.open": 4,
      "dossiers.undated": 0,
      "dossiers.overdue": 0,
    });
    const of = (id: string) => reading.kpis.find((kpi) => kpi.id === id);
    expect(of("online.partial.rate")).toMatchObject({
      value: 78.3,
      numerator: 477,
      denominator: 609,
      target: 75,
      attainment: 104.4,
      status: "good",
    });
    expect(of("online.full.rate")).toMatchObject({
      value: 87.3,
      numerator: 69,
      denominator: 79,
      target: 70,
      attainment: 124.8,
      status: "good",
    });
    expect(of("accounts.assisted.rate")).toMatchObject({ value: 80.7, numerator: 1873, denominator: 2321 });
    expect(of("indicator.criteria.civilised")).toMatchObject({ value: 88, numerator: 22, denominator: 25 });
    expect(reading).toMatchObject({
      period: { from: "2022-01-01", to: "2022-12-12" },
      asOf: "2022-12-12T07:39:06+07:00",
    });
  });

  test("the four open on 12 December are answered in the days after", async () => {
    expect(valueOf(await live.kpis(sampleWard.id, "period=2022-01-01..2022-12-15"), "dossiers.open")).toBe(0);
    expect(valueOf(await live.kpis(sampleWard.id, "period=2022"), "dossiers.resolved")).toBe(5188);
  });

  test("published figures are held against the computed ones: the wrong ones are found, the right ones hold", async () => {
    const { checks } = await live.kpis(sampleWard.id, QUERY);
    const claims = Object.fromEntries(
      checks.filter(({ rule }) => rule.startsWith("claim:")).map((c) => [c.rule.slice(6), c.holds]),
    );
    expect(claims).toMatchObject({
      "dossiers.received": true,
      "dossiers.open": false,
      "accounts.assisted.rate": false,
      "online.full.rate": true,
    });
    expect(checks.find(({ rule }) => rule === "balance")).toMatchObject({
      left: 5188,
      right: 5188,
      holds: true,
    });
  });

  test("days, months, fields and channels add up to the whole", async () => {
    for (const by of ["day", "month", "field", "channel"]) {
      const { body } = await live.get<{ points: { value: number }[] }>(
        `/api/v1/wards/${sampleWard.id}/series?kpi=dossiers.received&period=2022-01-01..2022-12-12&by=${by}`,
      );
      expect([by, body.points.reduce((sum, { value }) => sum + value, 0)]).toEqual([by, 5188]);
    }
    const { body } = await live.get<{ points: { key: string; value: number }[] }>(
      `/api/v1/wards/${sampleWard.id}/series?kpi=dossiers.open&period=2022-12-08..2022-12-12&by=day`,
    );
    expect(body.points.at(-1)).toMatchObject({ key: "2022-12-12", value: 4 });
  });

  test("an explanation's operands give its numerator, and the dossiers behind it are as many", async () => {
    for (const id of ["dossiers.onTime", "dossiers.open", "online.full.rate", "dossiers.onTimeRate"]) {
      const { body } = await live.get<Explanation>(
        `/api/v1/wards/${sampleWard.id}/kpis/${id}/explain?${QUERY}`,
      );
      const sum = body.operands
        .filter(({ part }) => part === "numerator")
        .reduce((total, o) => total + o.sign * (o.value ?? 0), 0);
      expect([id, sum]).toEqual([id, body.numerator ?? body.value]);
      expect([id, body.dossierTotal]).toEqual([id, sum]);
      expect(body.legalSource).not.toBe("");
    }
  });

  test("dossiers are listed by status, page by page, each once", async () => {
    const codes = new Set<string>();
    let cursor: string | null = "";
    let total = 0;
    while (cursor !== null) {
      const query: string = cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`;
      const { body }: { body: DossierPage } = await live.get(
        `/api/v1/wards/${sampleWard.id}/dossiers?status=on-time&period=2022-01-01..2022-12-12${query}`,
      );
      total = body.total ?? 0;
      for (const { code } of body.dossiers) {
        expect(codes.has(code)).toBe(false);
        codes.add(code);
      }
      ({ cursor } = body);
    }
    expect([codes.size, total]).toEqual([58, 58]);
  });
});

test("a report sent after its period counts in that period, and not in a look from before it was sent", async () => {
  const time = Date.parse("2024-01-05T08:00:00+07:00");
  const data = { indicator: "accounts.assisted", period: "2023-12", numerator: 3, denominator: 4 };
  await live.put(QUIET, [{ id: "late-report", type: "indicator.reported", time, data }]);
  expect(valueOf(await live.kpis(QUIET, "period=2023-12"), "accounts.assisted.rate")).toBe(75);
  const before = await live.kpis(QUIET, "period=2023-12&asOf=2023-12-31T23:00:00%2B07:00");
  expect(valueOf(before, "accounts.assisted.rate")).toBeNull();
});

describe("who may read", () => {
  test("nobody reads, from this machine either; a key reads its own wards", async () => {
    expect((await fetch(`${live.base}/api/v1/wards`)).status).toBe(401);
    const { key } = await createApiKeys(live.redis, live.keys).create(
      { scope: "read", wards: [QUIET] },
      live.now(),
    );
    const headers = { authorization: `Bearer ${key}` };
    const { body } = await live.get<{ wards: { id: string }[] }>("/api/v1/wards", { headers });
    expect(body.wards.map(({ id }) => id)).toEqual([QUIET]);
    expect(await live.get(`/api/v1/wards/${sampleWard.id}/kpis`, { headers })).toMatchObject({
      status: 403,
      body: { code: "ward-not-allowed" },
    });
  });

  test("a key of scope ingest does not read", async () => {
    const { key } = await createApiKeys(live.redis, live.keys).create(
      { scope: "ingest", wards: [QUIET], source: "sample" },
      live.now(),
    );
    const headers = { authorization: `Bearer ${key}` };
    expect(await live.get(`/api/v1/wards/${QUIET}/kpis`, { headers })).toMatchObject({
      status: 403,
      body: { code: "scope-not-allowed" },
    });
  });

  test.each([
    ["/api/v1/wards/khong-co/kpis", 404, "unknown-ward"],
    [`/api/v1/wards/${QUIET}/kpis?period=soon`, 400, "unknown-period"],
    [`/api/v1/wards/${QUIET}/kpis?asOf=soon`, 400, "invalid-time"],
    [`/api/v1/wards/${QUIET}/kpis/nope/explain`, 404, "unknown-kpi"],
    [`/api/v1/wards/${QUIET}/dossiers?status=lost`, 400, "invalid-value"],
    ...["-1", "1.5", "1e99", "x", "0x10", "99999999999999999999", "%00"].map(
      (cursor): [string, number, string] => [
        `/api/v1/wards/${QUIET}/dossiers?status=open&cursor=${cursor}`,
        400,
        "invalid-value",
      ],
    ),
    ...["2022-13-05%2B0", "2022-12-05", "2022-12-05%2B-1", "2022-12-05%2B1e9", "0", "%2B"].map(
      (cursor): [string, number, string] => [
        `/api/v1/wards/${QUIET}/dossiers?status=late&period=2022&cursor=${cursor}`,
        400,
        "invalid-value",
      ],
    ),
    ["/api/v1/nothing", 404, "not-found"],
  ])("%s answers %i %s", async (path, status, code) => {
    expect(await live.get(path)).toMatchObject({ status, body: { code, requestId: expect.any(String) } });
  });
});

describe("a pasted report", () => {
  const path = `/api/v1/wards/${sampleWard.id}/checks/text`;
  const ask = <T>(body: unknown, headers: Record<string, string> = {}) =>
    live.get<T>(path, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
    });

  test("is held against itself and the figures of the period that it tells, and nothing of it is kept", async () => {
    const revBefore = await live.store.readRev(sampleWard.id);
    const { status, body } = await ask<TextChecks>({ text: WORKED_EXAMPLE });
    expect(status).toBe(200);
    // "Từ đầu năm 2022 đến nay" has no end; figures were published for the year up to 12 December.
    expect(body.period).toEqual({ from: "2022-01-01", to: "2022-12-12", asked: "2022-01-01..2022-12-12" });
    const errors = body.findings.filter(({ severity }) => severity === "error");
    expect(errors.map(({ rule, cause }) => [rule, cause?.code])).toEqual([
      ["sum.balance", "dossier-missing"],
      ["plan", "rounded-before-dividing"],
      ["rate-above-100", "rate-and-attainment-mixed"],
    ]);
    expect(body.figures.filter(({ status: one }) => one === "error")).toMatchObject([
      { words: "3", computed: 4 },
      { words: "125,7 %", computed: 124.8 },
      { words: "123,4%", kind: "rate", computed: 80.7 },
    ]);
    expect(body.figures).toHaveLength(27);
    expect(await live.store.readRev(sampleWard.id)).toBe(revBefore);
  });

  test("of another period differs, and the cause says which period it is of", async () => {
    const text = "Phường tiếp nhận 5.188 hồ sơ.";
    const { body } = await ask<TextChecks>({ text, period: "2022-11" });
    expect(body.findings[0]).toMatchObject({ rule: "computed", cause: { code: "other-period" } });
    const english = await ask<TextChecks>({ text, period: "2022-11" }, { "accept-language": "en" });
    expect(english.body.findings[0]?.text).toContain("counted here");
  });

  test.each([
    ["nothing but spaces", { text: "   " }, {}, 400, "missing"],
    ["20.001 characters", { text: "x".repeat(20_001) }, {}, 400, "too-long"],
    ["far more", { text: "x".repeat(90_000) }, {}, 400, "too-long"],
    ["no text", { text: 5 }, {}, 400, "unreadable"],
    ["no such period", { text: "5 hồ sơ", period: "soon" }, {}, 400, "unknown-period"],
    ["no JSON", { text: "x" }, { "content-type": "text/plain" }, 415, "unsupported-media-type"],
    ["another page", { text: "x" }, { origin: "https://khac.example" }, 403, "foreign-origin"],
  ])("%s: refused", async (_case, body, headers, status, code) => {
    expect(await ask(body, headers)).toMatchObject({ status, body: { code } });
  });

  test("a read key may ask, for its own ward alone", async () => {
    const { key } = await createApiKeys(live.redis, live.keys).create(
      { scope: "read", wards: [QUIET], source: "sample" },
      live.now(),
    );
    const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
    const body = JSON.stringify({ text: "tiếp nhận 5 hồ sơ" });
    const post = (ward: string) =>
      live.get(`/api/v1/wards/${ward}/checks/text`, { method: "POST", headers, body });
    expect((await post(QUIET)).status).toBe(200);
    expect(await post(sampleWard.id)).toMatchObject({ status: 403, body: { code: "ward-not-allowed" } });
  });

  test("GET checks: form II.06a holds, and published figures that differ say why", async () => {
    const { body } = await live.get<ChecksAnswer>(
      `/api/v1/wards/${sampleWard.id}/checks?period=2022-01-01..2022-12-12`,
    );
    expect(body.claimedPeriods).toEqual(["2022-01-01..2022-12-12"]);
    expect(body.checks.filter(({ rule }) => rule.startsWith("form.")).map(({ holds }) => holds)).toEqual([
      true,
      true,
      true,
      true,
      true,
    ]);
    const wrong = body.checks.filter(({ holds }) => !holds).map(({ rule, cause }) => [rule, cause?.code]);
    expect(Object.fromEntries(wrong)).toEqual({
      "claim:dossiers.open": "dossier-missing",
      "claim:accounts.assisted.rate": "rate-and-attainment-mixed",
    });
  });
});

test("the store away answers 503 with Retry-After within 2 s, and comes back by itself", async () => {
  // A Redis of its own: other tests share the other one, and are not to stand still.
  const redis = await startPrivateRedis();
  const own = await openLiveOn(redis.url, "");
  expect((await own.get("/api/v1/wards")).status).toBe(200);
  redis.pause();
  const started = Date.now();
  const response = await fetchAs(`${own.base}/api/v1/wards`);
  expect(response.status).toBe(503);
  expect(response.headers.get("retry-after")).toBe("2");
  expect(Date.now() - started).toBeLessThan(2_000);
  redis.resume();
  await expect.poll(async () => (await own.get("/api/v1/wards")).status, { timeout: 10_000 }).toBe(200);
  await own.close();
  await redis.remove();
});

test("the OpenAPI document names every route of the read API", async () => {
  const { body } = await live.get<{ paths: Record<string, object> }>("/openapi.json");
  expect(Object.keys(body.paths)).toEqual(
    expect.arrayContaining(["/api/v1/wards/{ward}/kpis", "/readyz", "/metrics"]),
  );
  for (const [path, operations] of Object.entries(body.paths)) {
    if (path.includes("{") || !("get" in operations)) continue;
    expect([path, (await fetchAs(`${live.base}${path}`, { as: "admin" })).status]).toEqual([path, 200]);
  }
});
