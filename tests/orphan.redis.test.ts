import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { bareEnvironment, freePorts } from "./stack.ts";

const GONE_MS = 20_000;

test.each(["ingest", "worker", "live"])(
  "%s whose starter dies before it has begun ends by itself",
  { timeout: 60_000 },
  async (app) => {
    const [port, ingestPort] = await freePorts(2);
    const entry = fileURLToPath(new URL(`../apps/${app}/dist/main.js`, import.meta.url));
    const child = spawn(process.execPath, [entry], {
      env: {
        ...bareEnvironment(),
        PORT: String(port),
        INGEST_PORT: String(ingestPort),
        REDIS_URL: process.env["TEST_REDIS_URL"] ?? "",
      },
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
    const gone = once(child, "exit", { signal: AbortSignal.timeout(GONE_MS) });
    child.disconnect();
    const how = await gone.catch(() => "still there");
    child.kill("SIGKILL");
    expect(how).toEqual([0, null]);
  },
);
