import { once } from "node:events";
import { connect as dial, type Socket } from "node:net";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { eventOf, openDoor, type Door } from "./door.testing.ts";

const url = process.env["TEST_REDIS_URL"] ?? "";
const MAX_BODY_BYTES = 4_000_000;
let door: Door;
beforeAll(async () => {
  door = await openDoor(
    url,
    { MAX_BODY_BYTES: String(MAX_BODY_BYTES) },
    { requestMs: 2_000, headersMs: 1_000, lookEveryMs: 200 },
  );
});
beforeEach(async () => void (await door.giveKey()));
afterAll(() => door.close());

/** An open line to the door. */
async function line(): Promise<Socket> {
  const socket = dial(Number(new URL(door.origin).port), "127.0.0.1");
  socket.on("error", () => undefined);
  await once(socket, "connect");
  return socket;
}

/** Sends bytes as they are; resolves to all that comes until the other side closes or has been silent for a second. */
async function exchange(sent: string | Buffer, hangUp = false): Promise<string> {
  const socket = await line();
  let heard = "";
  socket.on("data", (chunk) => (heard += chunk.toString("latin1")));
  socket.setTimeout(1_000, () => socket.destroy());
  socket.write(sent);
  if (hangUp) socket.end();
  await once(socket, "close");
  return heard;
}

const statuses = (heard: string): number[] =>
  [...heard.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => Number(status));
const head = (...more: string[]): string =>
  [
    "POST /v1/events HTTP/1.1",
    "host: x",
    `authorization: Bearer ${door.token()}`,
    "content-type: application/json",
    ...more,
    "",
    "",
  ].join("\r\n");
const body = JSON.stringify(eventOf(1));
const whole = (): string => head(`content-length: ${body.length}`) + body;

/** The door is as before: up, and taking events. */
async function expectWell(): Promise<void> {
  expect((await fetch(`${door.origin}/healthz`)).status).toBe(200);
  expect((await door.post(eventOf(2))).status).toBe(202);
}

type Case = [say: string, bytes: () => string, expected: number[], hangUp: boolean];
const CASES: Case[] = [
  ["a length that is too long, then hanging up", () => head("content-length: 999") + body, [400], true],
  ["a length that is too short", () => head("content-length: 10") + body, [400], false],
  ["a length that is none", () => head("content-length: -1") + body, [400], false],
  ["a length beyond all numbers", () => head(`content-length: ${"9".repeat(40)}`), [400], false],
  ["a length beyond what is taken", () => head("content-length: 5000000"), [413], false],
  ["two lengths", () => head("content-length: 5", "content-length: 6") + body, [400], false],
  [
    "a length and pieces",
    () => `${head("content-length: 5", "transfer-encoding: chunked")}0\r\n\r\n`,
    [400],
    false,
  ],
  ["a piece whose length is none", () => `${head("transfer-encoding: chunked")}zz\r\nab\r\n`, [400], false],
  ["a header of 100 KB", () => head(`x-long: ${"x".repeat(100_000)}`), [431], false],
  ["a thousand headers", () => head(...Array.from({ length: 5_000 }, (_, n) => `x-${n}: 1`)), [431], false],
  ["no HTTP at all", () => "\u0016\u0003\u0001\u0002\u0000\r\n\r\n", [400], false],
  ["no host", () => `POST /v1/events HTTP/1.1\r\ncontent-length: 0\r\n\r\n`, [400], false],
  ["a host that is none", () => whole().replace("host: x", "host: a b[/"), [400], false],
  ["a header with a bare line feed in it", () => head("x-a: b\n c"), [400], false],
  ["an unknown method", () => "BREW /v1/events HTTP/1.1\r\nhost: x\r\n\r\n", [400], false],
  [
    "TRACE",
    () => "TRACE /v1/events HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n",
    [400, 404, 405],
    false,
  ],
  [
    "a path that is none",
    () => "GET /%%%ff%00/.. HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n",
    [404],
    false,
  ],
  [
    "another host in the path",
    () => "GET http://[::1 HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n",
    [400, 404],
    false,
  ],
];

describe("bytes that no client of ours would send", () => {
  test.each(CASES)("F6: %s is refused, and the door is as before", async (_say, bytes, expected, hangUp) => {
    const told = statuses(await exchange(bytes(), hangUp));
    // A client that has hung up may not hear its answer; nobody ever hears a 500.
    const last = told.at(-1) ?? (hangUp ? expected[0] : 0);
    expect(expected).toContain(last);
    expect(told.filter((status) => status >= 500)).toEqual([]);
    await expectWell();
  });
});

test("F6: ten posts on one line without waiting are answered in order, a bad one among them hurts no other", async () => {
  const bad = `${head("content-length: 1")}{`;
  const posts = Array.from({ length: 10 }, (_, n) => (n === 4 ? bad : whole()));
  expect(statuses(await exchange(posts.join("")))).toEqual(posts.map((one) => (one === bad ? 400 : 202)));
  const refused = whole().replace(/Bearer \S+/, "Bearer nobody");
  expect(statuses(await exchange(refused + whole()))[0]).toBe(401);
  await expectWell();
});

test("F6: bodies and headers that never end are cut off, and hold up nobody meanwhile", async () => {
  const slow = await Promise.all(Array.from({ length: 40 }, line));
  const ends = slow.map(async (socket) => {
    let heard = "";
    socket.on("data", (chunk) => (heard += chunk.toString("latin1")));
    await once(socket, "close");
    return statuses(heard);
  });
  const drip = setInterval(() => slow.forEach((socket) => socket.writable && socket.write(" ")), 100);
  slow.forEach((socket, n) =>
    socket.write(n % 2 === 0 ? `${head("content-length: 1000")}{` : "POST /v1/events HTTP/1.1\r\nx-a: "),
  );
  await expectWell();
  const told = await Promise.all(ends);
  clearInterval(drip);
  expect(new Set(told.flat())).toEqual(new Set([408]));
  await expectWell();
  expect(await (await fetch(`${door.origin}/metrics`)).text()).toContain("nhip_ingest_pending_events 0");
});

test("F6: 200 gzip bombs at one time are bounded together", async () => {
  const bomb = gzipSync(Buffer.alloc(64_000_000), { level: 9 });
  const used = (): number => {
    const { arrayBuffers, heapUsed } = process.memoryUsage();
    return arrayBuffers + heapUsed;
  };
  const before = used();
  let most = 0;
  const watch = setInterval(() => (most = Math.max(most, used() - before)), 5);
  const answers = await Promise.all(
    Array.from({ length: 200 }, () => door.post(bomb, { "content-encoding": "gzip" })),
  );
  clearInterval(watch);
  for (const { status } of answers) expect([413, 503]).toContain(status);
  // Without a bound over all of them they would hold 200 times the largest body at once.
  expect(most).toBeLessThan((200 * MAX_BODY_BYTES) / 3);
  console.log(`200 bombs: ${(most / 1e6).toFixed(0)} MB at most`);
  await expectWell();
});
