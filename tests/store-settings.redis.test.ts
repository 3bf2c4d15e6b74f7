import { fileURLToPath } from "node:url";
import {
  connect,
  createDurabilityGuard,
  durabilityOf,
  judgeDurability,
  type DurabilityVerdict,
  type Redis,
} from "@nhip/backbone";
import { afterEach, describe, expect, test } from "vitest";
import { startNode, type Child } from "./child.ts";
import { startPrivateRedis, type PrivateRedis } from "./private-redis.ts";
import { bareEnvironment, freePorts, statusOf } from "./stack.ts";
import { until } from "./until.ts";

const path = (name: string): string => fileURLToPath(new URL(`../${name}`, import.meta.url));
const EVICTING = ["--maxmemory-policy", "allkeys-lru"];
const LONG = { timeout: 120_000 };
let redis: PrivateRedis;
let admin: Redis | undefined;
let children: Child[] = [];
afterEach(async () => {
  await Promise.all(children.map((child) => child.stop()));
  children = [];
  admin?.disconnect();
  admin = undefined;
  await redis.remove();
});

async function open(...options: string[]): Promise<Redis> {
  redis = await startPrivateRedis(...options);
  admin = connect(redis.url, "command", () => undefined);
  return admin;
}

test("Q8: what keeps figures, what may lose a second, and what is refused", async () => {
  const client = await open();
  const table: [policy: string, appendonly: string, appendfsync: string, verdict: DurabilityVerdict][] = [
    ["noeviction", "yes", "always", "good"],
    ["noeviction", "yes", "everysec", "doubtful"],
    ["noeviction", "yes", "no", "refused"],
    ["noeviction", "no", "always", "refused"],
    ["allkeys-lru", "yes", "always", "refused"],
    ["volatile-ttl", "yes", "always", "refused"],
  ];
  for (const [policy, appendonly, appendfsync, verdict] of table) {
    await client.config("SET", "maxmemory-policy", policy);
    await client.config("SET", "appendonly", appendonly);
    await client.config("SET", "appendfsync", appendfsync);
    const found = await durabilityOf(client);
    expect([policy, appendonly, appendfsync, judgeDurability(found)]).toEqual([
      policy,
      appendonly,
      appendfsync,
      verdict,
    ]);
  }
});

test("a server that forbids CONFIG is doubtful, not refused; one that evicts is found out all the same", async () => {
  const client = await open();
  await client.call("ACL", "SETUSER", "guest", "on", ">secret", "~*", "&*", "+@all", "-config");
  await client.call("AUTH", "guest", "secret");
  expect(await durabilityOf(client)).toEqual({ evicts: false, onDisk: "unknown" });
  expect(judgeDurability(await durabilityOf(client))).toBe("doubtful");
  await client.call("AUTH", "default", "");
  await client.config("SET", "maxmemory-policy", "allkeys-lru");
  await client.call("AUTH", "guest", "secret");
  expect(judgeDurability(await durabilityOf(client))).toBe("refused");
  await client.call("AUTH", "default", "");
  await client.call("ACL", "SETUSER", "guest", "-info");
  await client.call("AUTH", "guest", "secret");
  expect(await durabilityOf(client)).toEqual({ evicts: null, onDisk: "unknown" });
});

test("a setting changed while running is noticed, said once, and said again when it is mended", async () => {
  const client = await open();
  const said: string[] = [];
  const log = {
    warn: (words: string) => void said.push(`warn ${words}`),
    error: (words: string) => void said.push(`error ${words}`),
  };
  const refused: string[] = [];
  const guard = createDurabilityGuard({
    redis: client,
    allowUnsafe: false,
    log,
    onRefused: ({ message }) => refused.push(message),
    lookEveryMs: 50,
  });
  await guard.start();
  expect(said).toEqual([]);
  await client.config("SET", "appendonly", "no");
  await until("it is noticed", 5_000, () => guard.isRefused());
  await client.config("SET", "appendonly", "yes");
  await until("it is noticed again", 5_000, () => !guard.isRefused() && said.length === 2);
  guard.stop();
  expect(said[0]).toMatch(/^error .*appendonly yes.* · .*set appendonly yes/);
  expect(said[1]).toMatch(/^warn .*keeps figures again/);
  expect(refused).toEqual([]);
});

async function environment(more: NodeJS.ProcessEnv = {}): Promise<NodeJS.ProcessEnv> {
  const [port, ingest] = await freePorts(2);
  const ports = { PORT: String(port), INGEST_PORT: String(ingest) };
  return { ...bareEnvironment(), ...ports, REDIS_URL: redis.url, LOG_LEVEL: "warn", ...more };
}
function start(script: string, args: readonly string[], env: NodeJS.ProcessEnv): Child {
  const child = startNode([path(script), ...args], env);
  children.push(child);
  return child;
}
const SENTENCE =
  /tự xoá dữ liệu.*đặt maxmemory-policy noeviction.*ALLOW_UNSAFE_REDIS=1.* · This Redis evicts keys.*set maxmemory-policy noeviction/;

// pitfall Q8
describe.each(["ingest", "worker", "live"])("%s on a Redis that evicts keys", (app) => {
  test("says what to set, in Vietnamese and English, and ends with code 2", LONG, async () => {
    await open(...EVICTING);
    const child = start(`apps/${app}/dist/main.js`, [], await environment());
    expect(await child.ended).toBe(2);
    expect(child.output()).toMatch(SENTENCE);
  });

  test("says it too when that Redis comes only later", LONG, async () => {
    await open(...EVICTING);
    await redis.kill();
    const child = start(`apps/${app}/dist/main.js`, [], await environment({ LOG_LEVEL: "info" }));
    await until("it has started without one", 20_000, () => child.output().includes('"started"'));
    expect(child.isRunning()).toBe(true);
    await redis.start();
    expect(await child.ended).toBe(2);
    expect(child.output()).toMatch(SENTENCE);
  });
});

test("told to, it runs on such a Redis, warns, and readiness shows it", LONG, async () => {
  await open(...EVICTING);
  const env = await environment({ ALLOW_UNSAFE_REDIS: "1" });
  const live = start("apps/live/dist/main.js", [], env);
  const url = `http://127.0.0.1:${env["PORT"]}/readyz`;
  await until("it is ready", 20_000, async () => (await statusOf(url)) === 200);
  expect(live.output()).toMatch(SENTENCE);
  const { parts } = (await (await fetch(url)).json()) as { parts: { durability: object } };
  expect(parts.durability).toMatchObject({ evicts: true, onDisk: "always", verdict: "doubtful" });
});

test(
  "readiness of a running system turns red at once when its store is set to lose figures, and green again",
  LONG,
  async () => {
    const client = await open();
    const env = await environment();
    for (const app of ["ingest", "live"]) start(`apps/${app}/dist/main.js`, [], env);
    const urls = [env["PORT"], env["INGEST_PORT"]].map((port) => `http://127.0.0.1:${port}/readyz`);
    const statuses = () => Promise.all(urls.map(statusOf));
    await until("both are ready", 20_000, async () => (await statuses()).every((status) => status === 200));
    await client.config("SET", "appendfsync", "no");
    expect(await statuses()).toEqual([503, 503]);
    await client.config("SET", "appendfsync", "always");
    await until("both are ready again", 10_000, async () =>
      (await statuses()).every((status) => status === 200),
    );
  },
);

test(
  "Q8: npm start shows the refusal once and for all, and stops instead of trying for ever",
  LONG,
  async () => {
    await open(...EVICTING);
    const { LOG_LEVEL: _level, ...env } = await environment();
    const system = start("scripts/start.mjs", ["--no-install", "--empty"], {
      ...env,
      DATA_DIR: `${redis.url.slice("unix://".length)}-data`,
    });
    expect(await system.ended).toBe(1);
    expect(system.output()).toMatch(SENTENCE);
    expect(system.output()).not.toContain("chạy lại");
  },
);
