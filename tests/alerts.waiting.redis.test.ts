import { createServer, type Server } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { SMTPServer } from "smtp-server";
import type { AlertBoard } from "@nhip/contracts";
import { freePorts, openStack, type Stack } from "./stack.ts";
import { post } from "./talk.ts";
import { pause, until } from "./until.ts";
import { fetchAs } from "./sign-in.ts";

const WARD = "phuong-chuong";
const SECRET = "mot-bi-mat-de-ky-tin";
const DOWN_MS = 60_000;
let stack: Stack;
let ports: number[] = [];
let mails: string[] = [];
let posts: { id: string; signature: string; body: string }[] = [];
let smtp: SMTPServer | null = null;
let hook: Server | null = null;

async function openReceivers(): Promise<void> {
  const [smtpPort = 0, hookPort = 0] = ports;
  smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData(stream, _session, done) {
      const parts: Buffer[] = [];
      stream.on("data", (part: Buffer) => parts.push(part));
      stream.on("end", () => {
        mails.push(Buffer.concat(parts).toString("utf8"));
        done();
      });
    },
  });
  hook = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const { "x-nhip-delivery": id, "x-nhip-signature": signature } = request.headers;
      posts.push({
        id: String(id),
        signature: String(signature),
        body: Buffer.concat(parts).toString("utf8"),
      });
      response.writeHead(204).end();
    });
  });
  await Promise.all([
    new Promise<void>((resolve) => smtp?.listen(smtpPort, "127.0.0.1", resolve)),
    new Promise<void>((resolve) => hook?.listen(hookPort, "127.0.0.1", resolve)),
  ]);
}

async function closeReceivers(): Promise<void> {
  hook?.closeAllConnections();
  await Promise.all([
    new Promise<void>((resolve) => (smtp ? smtp.close(resolve) : resolve())),
    new Promise<void>((resolve) => (hook ? hook.close(() => resolve()) : resolve())),
  ]);
}

async function saveRules(...ids: ("a" | "b")[]): Promise<void> {
  const above = { a: "dossiers.received", b: "dossiers.resolved" };
  const settings = {
    quiet: null,
    channels: [
      { id: "thu", kind: "mail", address: "phuong@example.org" },
      { id: "moc", kind: "webhook", url: `http://127.0.0.1:${ports[1]}/hook`, secret: SECRET },
    ],
    rules: ids.map((id) => ({
      id,
      name: `Quy tắc ${id}`,
      when: { kind: "threshold", kpi: above[id], period: "today", op: "above", value: 0 },
      to: ["thu", "moc"],
    })),
  };
  const response = await fetchAs(`${stack.liveUrl}/api/v1/wards/${WARD}/alerts/settings`, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(settings),
  });
  expect(response.status).toBe(200);
}

const board = async (): Promise<AlertBoard> =>
  (await (await fetchAs(`${stack.liveUrl}/api/v1/wards/${WARD}/alerts`)).json()) as AlertBoard;
const send = (type: string, id: string) =>
  post(stack, { id, type, ward: WARD, subject: "H64-1", time: new Date().toISOString(), data: {} });
const both = () => mails.length >= 1 && posts.length >= 1;

beforeAll(async () => {
  ports = await freePorts(2);
  await openReceivers();
  stack = await openStack({
    wards: [WARD],
    lives: 2,
    workers: 2,
    env: { SMTP_URL: `smtp://127.0.0.1:${ports[0]}`, PUBLIC_URL: "http://nhip.example" },
  });
  await saveRules("a", "b");
}, 60_000);
afterAll(async () => {
  await stack?.close();
  await closeReceivers();
});

test("an alert reaches mail and webhook within 5 s and once, though two servers see it; it says the number and links to why", async () => {
  expect((await send("dossier.received", "r")).status).toBe(202);
  await until("both messages are there", 5_000, both);
  await pause(6_000);
  expect([mails.length, posts.length]).toEqual([1, 1]);
  expect(posts[0]?.signature).toMatch(/^t=\d+,v1=[0-9a-f]{64}$/);
  expect(JSON.parse(posts[0]?.body ?? "")).toMatchObject({
    key: "a",
    value: 1,
    link: `http://nhip.example/?ward=${WARD}&period=today&kpi=dossiers.received`,
  });
  expect(mails[0]).toMatch(/^Message-ID: <[0-9a-f]{32}@nhip-phuong>/m);
  const { active, deliveries, settings } = await board();
  expect(active).toMatchObject([{ key: "a", value: 1 }]);
  expect(deliveries.map(({ state }) => state)).toEqual(["sent", "sent"]);
  expect(JSON.stringify(settings)).not.toContain(SECRET);
});

test(
  "M1: with the receivers down for a minute, and a server and a worker killed meanwhile, still once",
  { timeout: DOWN_MS + 90_000 },
  async () => {
    await closeReceivers();
    mails = [];
    posts = [];
    expect((await send("dossier.resolved", "d")).status).toBe(202);
    await until("the failures are seen", 15_000, async () => {
      const { deliveries } = await board();
      return (
        deliveries.filter(({ state, error }) => state === "retrying" && error !== undefined).length === 2
      );
    });
    await stack.kill("worker");
    await stack.kill("live-2");
    stack.start("worker");
    await pause(DOWN_MS);
    await openReceivers();
    await until("both messages are there", 45_000, both);
    await pause(4_000);
    expect([mails.length, posts.length]).toEqual([1, 1]);
    expect(JSON.parse(posts[0]?.body ?? "")).toMatchObject({ key: "b", value: 1 });
  },
);

test("an alert that is acknowledged stays on the board; one that ends leaves it", async () => {
  const acknowledged = await fetchAs(`${stack.liveUrl}/api/v1/wards/${WARD}/alerts/acknowledge`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ key: "a", note: "Đã giao bộ phận một cửa" }),
  });
  expect(acknowledged.status).toBe(200);
  expect((await board()).active.find(({ key }) => key === "a")).toMatchObject({
    note: "Đã giao bộ phận một cửa",
  });
  expect((await send("dossier.voided", "v")).status).toBe(202);
  await until("both have ended", 8_000, async () => (await board()).active.length === 0);
  expect((await board()).ended.map(({ key }) => key).toSorted()).toEqual(["a", "b"]);
});
