import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { sampleWard } from "@nhip/sample";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startNode, type Child } from "./child.ts";
import { openDoor } from "./sign-in.ts";
import { bareEnvironment, freePorts } from "./stack.ts";
import { figure, readKpis } from "./talk.ts";
import { pause, until } from "./until.ts";

const PUBLISHED = "2022-01-01..2022-12-12&asOf=2022-12-12T07:39:06%2B07:00";
const script = (name: string): string => fileURLToPath(new URL(`../scripts/${name}.mjs`, import.meta.url));
/** Its name is in the environment of every process of this system, and of none other. */
const dataDir = mkdtempSync(join(tmpdir(), "nhip-start-"));
let env: NodeJS.ProcessEnv = {};
let liveUrl = "";
let system: Child;
let stoppedAt = 0;

beforeAll(async () => {
  const [port, ingestPort] = await freePorts(2);
  env = { ...bareEnvironment(), PORT: String(port), INGEST_PORT: String(ingestPort), DATA_DIR: dataDir };
  liveUrl = `http://127.0.0.1:${port}`;
  openDoor(liveUrl, signedIn);
});
afterAll(async () => {
  await system.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

function start(): void {
  system = startNode([script("start"), "--no-install"], env);
}
async function interrupt(): Promise<void> {
  system.signal("SIGINT");
  expect(await system.ended).toBe(0);
}
/** Signs in with the account that the start has printed, once a server. */
async function signInAsPrinted(): Promise<string> {
  const password = /lanhdao\s+(\S+)/.exec(system.output())?.[1];
  if (password === undefined) throw new Error("no account was printed");
  const answer = await fetch(`${liveUrl}/api/v1/session`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name: "lanhdao", password }),
  });
  if (!answer.ok) throw new Error(`sign-in: ${answer.status} ${await answer.text()}`);
  return answer.headers.getSetCookie()[0]?.split(";")[0] ?? "";
}
let cookie: Promise<string> | undefined;
const signedIn = (): Promise<string> =>
  (cookie ??= signInAsPrinted().catch((error: unknown) => {
    cookie = undefined;
    throw error;
  }));
const rev = async (): Promise<number> => (await readKpis({ liveUrl }, sampleWard.id, "today")).rev;

/** Resolves when the page's figures can be read. */
const figuresAreThere = (limitMs: number): Promise<number> =>
  until("figures can be read", limitMs, async () => {
    if (!system.isRunning()) throw new Error(`it ended:\n${system.output()}`);
    return rev().then(
      () => true,
      () => false,
    );
  }).catch((error: unknown) => {
    throw new Error(`${String(error)}; it said:\n${system.output()}`);
  });

/** The command lines of this system's processes; only where there is /proc. */
function processes(): string[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => textOf(`/proc/${pid}/environ`).includes(`DATA_DIR=${dataDir}`))
    .map((pid) => textOf(`/proc/${pid}/cmdline`).replaceAll("\0", " "))
    .filter((line) => line !== "");
}
function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
const isSampleRunning = (): boolean => processes().some((line) => line.includes("main.js sample"));

test(
  "A1: one command, and the published figures of the sample ward can be read, and go on by themselves",
  { timeout: 180_000 },
  async () => {
    const began = Date.now();
    start();
    await until("5,188 dossiers", 120_000, async () => {
      if (!system.isRunning()) throw new Error(`it ended:\n${system.output()}`);
      const reading = await readKpis({ liveUrl }, sampleWard.id, PUBLISHED).catch(() => null);
      return reading !== null && figure(reading, "dossiers.received") === 5_188;
    });
    const loadedMs = Date.now() - began;
    await until("the summary is printed", 10_000, () =>
      system.output().includes(liveUrl.replace("127.0.0.1", "localhost")),
    );
    await until("the sample is loaded whole", 60_000, () => system.output().includes("Đã nạp xong"));
    const loadedAt = Date.now();
    const lastEventAt = async (): Promise<number> =>
      Date.parse((await readKpis({ liveUrl }, sampleWard.id, "today")).lastEventAt ?? "");
    const movedMs = await until(
      "something new happens",
      60_000,
      async () => (await lastEventAt()) > loadedAt + 1_000,
    );
    expect(system.isRunning()).toBe(true);
    console.log(`A1: 5,188 after ${loadedMs} ms, moved by itself after another ${movedMs} ms`);
  },
);

test("A1: Ctrl-C ends it with code 0, and nothing is left running", { timeout: 60_000 }, async () => {
  const began = Date.now();
  stoppedAt = await rev();
  expect(processes().length).toBeGreaterThan(4);
  await interrupt();
  console.log(`A1: stopped in ${Date.now() - began} ms`);
  expect(processes()).toEqual([]);
});

test("A1: a second start takes under 10 s and has lost nothing", { timeout: 60_000 }, async () => {
  start();
  const tookMs = await figuresAreThere(10_000);
  console.log(`A1: second start in ${tookMs} ms`);
  expect(await rev()).toBeGreaterThanOrEqual(stoppedAt);
  expect(figure(await readKpis({ liveUrl }, sampleWard.id, PUBLISHED), "dossiers.received")).toBe(5_188);
});

test("A1: the key of a real source ends the sample", { timeout: 60_000 }, async () => {
  await until("the sample goes on", 20_000, isSampleRunning);
  const args = [
    "key",
    "create",
    "--ward",
    "phuong-that",
    "--scope",
    "ingest",
    "--source",
    "mot-cua",
    "--json",
  ];
  const command = startNode([script("nhip"), ...args], env);
  expect([await command.ended, command.output().includes("nhip_")]).toEqual([0, true]);
  const endedMs = await until("the sample says so", 20_000, () =>
    system.output().includes("dữ liệu mẫu ngừng hẳn"),
  );
  console.log(`A1: the sample ended ${endedMs} ms after the key`);
  await pause(1_000);
  stoppedAt = await rev();
  await pause(3_000);
  expect(await rev()).toBe(stoppedAt);
});

test("A1: its process ends too", async () => {
  await expect.poll(isSampleRunning, { timeout: 5_000 }).toBe(false);
});

test("A1: the sample stays away after another start", { timeout: 90_000 }, async () => {
  await interrupt();
  start();
  await figuresAreThere(20_000);
  await until("all is up", 20_000, () => system.output().includes("Ctrl-C"));
  await until("the sample has looked and gone", 20_000, () => !isSampleRunning());
  await pause(2_000);
  expect([await rev(), isSampleRunning()]).toEqual([stoppedAt, false]);
  await interrupt();
  expect(processes()).toEqual([]);
});
