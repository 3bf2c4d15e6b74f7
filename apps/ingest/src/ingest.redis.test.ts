import { once } from "node:events";
import { connect as dial } from "node:net";
import { gzipSync } from "node:zlib";
import { CloudEvent, HTTP } from "cloudevents";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { WARD, eventOf, openDoor, type Door } from "./door.testing.ts";

const url = process.env["TEST_REDIS_URL"] ?? "";
let door: Door;
beforeAll(async () => {
  door = await openDoor(url, { MAX_BODY_BYTES: "1000000" });
});
beforeEach(async () => void (await door.giveKey()));
afterAll(() => door.close());

const NDJSON = { "content-type": "application/x-ndjson" };
const lines = (events: unknown[]) => events.map((event) => JSON.stringify(event)).join("\n");

test("202 when the job is on the queue", async () => {
  const { status, json, headers } = await door.post(eventOf(1));
  expect([status, json]).toEqual([202, { accepted: 1, rejected: [], dropped: [] }]);
  expect(headers.get("x-request-id")).toMatch(/^[\w-]{36}$/);
  expect(await door.queued()).toContain("may-mot-cua\te1");
});

test("F6, F7: 499 of 500 count, the one is named and in quarantine, nothing personal anywhere", async () => {
  const events = Array.from({ length: 500 }, (_, n) => eventOf(n, { id: `q${n}` }));
  const bad = { dueAt: "ngày mai", citizenName: "Nguyễn Văn A", note: "0912345678" };
  events[3] = eventOf(3, { id: "q3", data: bad });
  const { status, json } = await door.post(lines(events), NDJSON);
  expect(status).toBe(202);
  expect(json).toMatchObject({
    accepted: 499,
    rejected: [{ index: 3, id: "q3", path: "data.dueAt", code: "invalid-time" }],
    dropped: ["data.citizenName", "data.note"],
  });
  const [entry] = await door.quarantine.list(WARD);
  expect(entry).toMatchObject({
    code: "invalid-time",
    source: "may-mot-cua",
    line: { id: "q3", data: { dueAt: "***" } },
  });
  expect(JSON.stringify(entry)).not.toMatch(/Nguyễn|0912/);
  expect((await door.queued()).filter((id) => id.startsWith("may-mot-cua\tq"))).toHaveLength(499);
});

test("422 when no line was good, in the language asked for", async () => {
  const { status, json } = await door.post("{\n", { ...NDJSON, "accept-language": "en" });
  expect(status).toBe(422);
  expect(json).toMatchObject({
    accepted: 0,
    rejected: [
      {
        index: 0,
        path: "",
        code: "unreadable",
        message: "Event 1: The body cannot be read. Check its JSON syntax.",
      },
    ],
    code: "nothing-valid",
    message: "No line was valid.",
    requestId: expect.any(String),
  });
});

test("gzip, and a bomb in it", async () => {
  const packed = { ...NDJSON, "content-encoding": "gzip" };
  const good = gzipSync(lines([eventOf(1, { id: "z1" }), eventOf(2, { id: "z2" })]));
  expect(await door.post(good, packed)).toMatchObject({ status: 202, json: { accepted: 2 } });
  expect(await door.post(gzipSync(Buffer.alloc(20_000_000)), packed)).toMatchObject({ status: 413 });
  expect(await door.post(good.subarray(0, 30), packed)).toMatchObject({
    status: 400,
    json: { code: "unreadable" },
  });
});

test("CloudEvents from their own SDK: structured, batch, binary", async () => {
  const of = (id: string) =>
    new CloudEvent({
      ...eventOf(1, { id }),
      source: "/he-thong-mot-cua",
      datacontenttype: "application/json",
      traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
    });
  const structured = HTTP.structured(of("c1"));
  const binary = HTTP.binary(of("c2"));
  for (const { headers, body } of [structured, binary]) {
    const sent = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
    expect(await door.post(String(body), sent)).toMatchObject({
      status: 202,
      json: { accepted: 1, dropped: [] },
    });
  }
  const batch = { "content-type": "application/cloudevents-batch+json" };
  expect(await door.post([of("c3"), of("c4")], batch)).toMatchObject({
    status: 202,
    json: { accepted: 2, dropped: [] },
  });
  const ids = await door.queued();
  for (const id of ["c1", "c2", "c3", "c4"]) expect(ids).toContain(`/he-thong-mot-cua\t${id}`);
});

test("no key, a foreign key, a key for reading, a revoked key", async () => {
  expect(await door.post(eventOf(1), { authorization: "" })).toMatchObject({
    status: 401,
    json: { code: "unauthorized" },
  });
  expect(
    await door.post(eventOf(1), { authorization: `Bearer nhip_${"0".repeat(12)}_${"x".repeat(43)}` }),
  ).toMatchObject({
    status: 401,
  });
  await door.giveKey([WARD], "read");
  expect(await door.post(eventOf(1))).toMatchObject({ status: 403, json: { code: "scope-not-allowed" } });
  const { id } = await door.giveKey();
  expect((await door.post(eventOf(1))).status).toBe(202);
  await door.apiKeys.revoke(id);
  await expect.poll(async () => (await door.post(eventOf(1))).status, { timeout: 5_000 }).toBe(401);
});

test("a ward of somebody else: 403 when it is all of it, one line refused otherwise", async () => {
  const foreign = eventOf(1, { ward: "phuong-khac" });
  expect(await door.post(foreign)).toMatchObject({ status: 403, json: { code: "ward-not-allowed" } });
  expect(await door.post([foreign, eventOf(2)])).toMatchObject({
    status: 202,
    json: { accepted: 1, rejected: [{ index: 0, code: "ward-not-allowed" }] },
  });
});

test("what cannot be read at all", async () => {
  expect(await door.post("{")).toMatchObject({ status: 400, json: { code: "unreadable" } });
  expect(await door.post("x", { "content-type": "text/plain" })).toMatchObject({ status: 415 });
  expect(await door.post("x", { "content-encoding": "br" })).toMatchObject({ status: 415 });
  expect(await door.post(" ".repeat(1_000_001))).toMatchObject({ status: 413, json: { code: "too-large" } });
  expect(await door.post("1\n".repeat(50_001), NDJSON)).toMatchObject({
    status: 413,
    json: { code: "too-many-events" },
  });
  expect(await door.post(eventOf(1), { origin: "https://example.com" })).toMatchObject({
    status: 403,
    json: { code: "foreign-origin" },
  });
});

test("health, figures, description, and a route that is not there", async () => {
  const get = (path: string) => fetch(door.origin + path);
  expect(await (await get("/healthz")).json()).toEqual({ status: "up" });
  expect(await (await get("/readyz")).json()).toMatchObject({
    status: "ready",
    parts: { store: "ok", taking: true, durability: { evicts: false, onDisk: "always" } },
  });
  expect(await (await get("/metrics")).text()).toContain("nhip_ingest_accepted_total");
  expect(await (await get("/openapi.json")).json()).toMatchObject({ openapi: "3.1.0" });
  expect(await (await get("/docs")).text()).toContain("<rapi-doc");
  expect((await (await get("/docs/page.js")).text()).length).toBeGreaterThan(100_000);
  const missing = await get("/v2");
  expect([missing.status, await missing.json()]).toMatchObject([404, { code: "not-found" }]);
});

test("H1, H2: clients that leave in the middle, 200 of them, leave nothing behind", async () => {
  const { port } = new URL(door.origin);
  const { key } = await door.giveKey();
  const head = `POST /v1/events HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${key}\r\ncontent-type: application/json\r\n`;
  const body = JSON.stringify(eventOf(7, { id: "h2" }));
  for (let n = 0; n < 200; n++) {
    const socket = dial(Number(port), "127.0.0.1");
    await once(socket, "connect");
    const whole = n % 2 === 0;
    socket.write(`${head}content-length: ${body.length + (whole ? 0 : 500)}\r\n\r\n${body}`);
    await new Promise((done) => setTimeout(done, 2));
    socket.destroy();
  }
  // The same post again has the same identity, so that it counts nothing twice.
  expect(await door.post(body)).toMatchObject({ status: 202 });
  expect(new Set((await door.queued()).filter((id) => id.endsWith("\th2")))).toEqual(
    new Set(["may-mot-cua\th2"]),
  );
  expect(await (await fetch(`${door.origin}/metrics`)).text()).toContain("nhip_ingest_pending_events 0");
});

test("F8: a queue that is too deep turns posts away until it is shorter", async () => {
  const narrow = await openDoor(url, { MAX_QUEUE_JOBS: "1" });
  try {
    await narrow.giveKey();
    for (let n = 0; n < 3; n++)
      await narrow.queue.add([{ ward: WARD, source: "s", acceptedAt: 1, events: [] }]);
    await expect
      .poll(() => narrow.post(eventOf(1)), { timeout: 5_000 })
      .toMatchObject({
        status: 503,
        json: { code: "too-busy" },
      });
    expect((await narrow.post(eventOf(1))).headers.get("retry-after")).toBe("5");
    expect((await fetch(`${narrow.origin}/readyz`)).status).toBe(200);
  } finally {
    await narrow.close();
  }
});
