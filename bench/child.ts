import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";

const GRACE_MS = 8_000;
const MAX_WORDS = 4_000;

/** A Node process of the benchmark's own. It holds an IPC channel, by which it ends when the benchmark dies. */
export type Child = { name: string; stop: () => Promise<void> };

/** Starts `node` with `args`; its output is kept back and shown when it dies by itself. */
export function startNode(name: string, args: readonly string[], env: Record<string, string>): Child {
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  let words = "";
  let stopping = false;
  const keep = (chunk: unknown): void => {
    words = `${words}${String(chunk)}`.slice(-MAX_WORDS);
  };
  child.stdout?.on("data", keep);
  child.stderr?.on("data", keep);
  child.on("error", (error) => keep(error.message));
  child.on("exit", (code, signal) => {
    if (!stopping) process.stderr.write(`${name} ended (${signal ?? code}):\n${words}\n`);
  });
  return {
    name,
    stop: async () => {
      stopping = true;
      await stop(child);
    },
  };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), GRACE_MS);
  await ended;
  clearTimeout(timer);
}
