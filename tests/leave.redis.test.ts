import { once } from "node:events";
import { connect } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expectExact } from "./exact.ts";
import { openStack, statusOf, type Stack } from "./stack.ts";
import { story } from "./story.ts";
import { post } from "./talk.ts";
import { until } from "./until.ts";

const WARD = "bo-di";
const LONG = { timeout: 60_000 };
const TIMES = 1_000;
const AT_ONCE = 25;
let stack: Stack;

beforeAll(async () => {
  stack = await openStack({ wards: [WARD] });
});
afterAll(() => stack.close());

/** Sends a request as it stands, and is gone at the first byte of the answer, or at once. */
async function sendAndLeave(url: string, request: string, when: "at once" | "first byte"): Promise<void> {
  const { port } = new URL(url);
  const socket = connect(Number(port), "127.0.0.1");
  socket.on("error", () => undefined);
  await once(socket, "connect");
  socket.write(request);
  if (when === "first byte") await once(socket, "data");
  else await new Promise((resolve) => setTimeout(resolve, 2));
  // A reset, not a farewell: what is still on its way has nowhere to go.
  socket.resetAndDestroy();
}
async function manyTimes(one: (n: number) => Promise<void>): Promise<void> {
  for (let at = 0; at < TIMES; at += AT_ONCE)
    await Promise.all(Array.from({ length: AT_ONCE }, (_, n) => one(at + n)));
}
async function openHandles(url: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(/^process_open_fds (\S+)/m.exec(text)?.[1]);
}

test.each([
  { name: "live", pathOf: largestScript },
  { name: "ingest", pathOf: async () => "/docs/page.js" },
] as const)(
  "H1: 1,000 clients that leave in the middle of a download from $name: it lives, throws nothing, frees its handles",
  LONG,
  async ({ name, pathOf }) => {
    const url = name === "live" ? stack.liveUrl : stack.ingestUrl;
    const path = await pathOf();
    const request = `GET ${path} HTTP/1.1\r\nhost: localhost\r\naccept-encoding: identity\r\n\r\n`;
    await sendAndLeave(url, request, "first byte");
    const before = await openHandles(url);
    await manyTimes(() => sendAndLeave(url, request, "first byte"));
    await until("handles are freed", 10_000, async () => (await openHandles(url)) <= before + 3);
    expect(stack.part(name).isRunning()).toBe(true);
    expect(await statusOf(`${url}/healthz`)).toBe(200);
    expect(stack.part(name).output()).not.toMatch(/unhandled|uncaught|request failed|unexpected error/i);
  },
);

/** The path of the script that takes longest to send. */
async function largestScript(): Promise<string> {
  const page = await (await fetch(stack.liveUrl)).text();
  const paths = [...page.matchAll(/"(\/assets\/[^"]+\.js)"/g)].map(([, path]) => path ?? "");
  const sizes = await Promise.all(
    paths.map(async (path) => (await (await fetch(stack.liveUrl + path)).arrayBuffer()).byteLength),
  );
  return paths[sizes.indexOf(Math.max(...sizes))] ?? "";
}

test(
  "H1, H2: 1,000 clients that leave while or after their post is read: each event counts once, also when it is posted again",
  LONG,
  async () => {
    const events = story(WARD, TIMES / 5, Date.now());
    const before = await openHandles(stack.ingestUrl);
    const head = `POST /v1/events HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer ${stack.key}\r\ncontent-type: application/json\r\n`;
    await manyTimes((n) => {
      const body = JSON.stringify(events[n]);
      const sent = n % 4 === 0 ? body.slice(0, -20) : body;
      return sendAndLeave(stack.ingestUrl, `${head}content-length: ${body.length}\r\n\r\n${sent}`, "at once");
    });
    await until("handles are freed", 10_000, async () => (await openHandles(stack.ingestUrl)) <= before + 3);
    expect((await post(stack, events)).status).toBe(202);
    await until("all counted", 10_000, async () => (await stack.queue.depth()) === 0);
    await expectExact(stack, WARD, events);
    expect(stack.part("ingest").output()).not.toMatch(/unhandled|uncaught|unexpected error/i);
  },
);
