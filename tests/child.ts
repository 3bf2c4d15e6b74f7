import { spawn } from "node:child_process";
import { once } from "node:events";

const MAX_OUTPUT = 20_000;
const STOP_MS = 8_000;

/** A process of its own, with the end of what it said. */
export type Child = {
  pid: number;
  isRunning: () => boolean;
  output: () => string;
  signal: (signal: NodeJS.Signals) => void;
  /** Resolves to the exit code, or to the signal that ended it. */
  ended: Promise<number | NodeJS.Signals>;
  /** SIGTERM, then SIGKILL. */
  stop: () => Promise<number | NodeJS.Signals>;
};

/** When the test run dies, the pipe ends and the shell beside the program takes it along. */
const LEASH = `exec 3<&0 </dev/null
(read -r _ <&3; kill -KILL "$$") >/dev/null 2>&1 &
exec 3<&-
exec "$@"`;

/** Starts a program that knows no IPC channel; it ends with the test run all the same. */
export function startLeashed(command: string, args: readonly string[]): Child {
  return follow("/bin/sh", ["-c", LEASH, "leash", command, ...args], process.env, "pipe");
}

/** Starts a script of ours with this Node; the apps end by themselves when the channel to us closes. */
export function startNode(args: readonly string[], env: NodeJS.ProcessEnv): Child {
  return follow(process.execPath, args, env, "ignore");
}

function follow(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  input: "pipe" | "ignore",
): Child {
  const stdio =
    input === "pipe" ? (["pipe", "pipe", "pipe"] as const) : (["ignore", "pipe", "pipe", "ipc"] as const);
  const child = spawn(command, args, { env, stdio: [...stdio], detached: true });
  const { pid } = child;
  if (pid === undefined) throw new Error(`${command} cannot be started`);
  let text = "";
  const keep = (chunk: Buffer): void => {
    text = (text + chunk.toString("utf8")).slice(-MAX_OUTPUT);
  };
  child.stdout?.on("data", keep);
  child.stderr?.on("data", keep);
  child.stdin?.on("error", () => undefined);
  const ended = once(child, "exit").then(([code, signal]: (number | NodeJS.Signals | null)[]) => {
    child.stdin?.destroy();
    return code ?? signal ?? 0;
  });
  const isRunning = (): boolean => child.exitCode === null && child.signalCode === null;
  const signal = (name: NodeJS.Signals): void => void (isRunning() && process.kill(pid, name));
  return {
    pid,
    isRunning,
    output: () => text,
    signal,
    ended,
    async stop() {
      signal("SIGCONT");
      signal("SIGTERM");
      const timer = setTimeout(() => signal("SIGKILL"), STOP_MS);
      const how = await ended;
      clearTimeout(timer);
      return how;
    },
  };
}
