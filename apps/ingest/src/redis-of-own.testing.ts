import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

/** A Redis that a test may stop, freeze and fill, because nobody else uses it. */
export function createRedisOfOwn(...options: string[]) {
  const folder = mkdtempSync(join(tmpdir(), "nhip-ingest-"));
  const socket = join(folder, "redis.sock");
  const settings = [
    "--port",
    "0",
    "--unixsocket",
    socket,
    "--dir",
    folder,
    "--save",
    "",
    "--appendonly",
    "yes",
  ];
  let server: ChildProcess | undefined;

  return {
    url: `unix://${socket}`,

    /** Starts it again with what it had on disk. */
    async start(): Promise<void> {
      rmSync(socket, { force: true });
      server = spawn(binary(), [...settings, "--appendfsync", "always", ...options], { stdio: "ignore" });
      while (!existsSync(socket)) await new Promise((done) => setTimeout(done, 20));
    },
    freeze: () => server?.kill("SIGSTOP"),
    thaw: () => server?.kill("SIGCONT"),

    async kill(): Promise<void> {
      const running = server;
      server = undefined;
      if (!running || running.exitCode !== null || running.signalCode !== null) return;
      const gone = once(running, "exit");
      running.kill("SIGKILL");
      await gone;
    },

    async remove(): Promise<void> {
      await this.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function binary(): string {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  const places = ["redis-server", "valkey-server"].flatMap((name) =>
    folders.map((folder) => join(folder, name)),
  );
  return places.find((place) => existsSync(place)) ?? "redis-server";
}
