import { spawn } from "node:child_process";
import type { Child } from "../tests/child.ts";
import type { PartName, Stack } from "../tests/stack.ts";
import { pause } from "../tests/until.ts";

const RESTART_MS = 300;
/** A stop that is asked for takes at most the grace time of 5 s; this leaves room for a busy machine. */
const STOP_MS = 8_000;
const MAX_RESTARTS = 50;

/** Keeps the parts of the system up, as the supervisor of an office does, and takes them down on demand. */
export type Supervisor = {
  /** SIGKILL; started again after `downMs`. */
  kill: (name: PartName, downMs: number) => Promise<void>;
  /** SIGTERM, and SIGKILL when that is not heeded; started again after `downMs`. */
  term: (name: PartName, downMs: number) => Promise<void>;
  /** SIGSTOP, and SIGCONT after `forMs`. */
  freeze: (name: PartName, forMs: number) => Promise<void>;
  /** What a part did by itself: it ended, or did not end when it was asked to. */
  troubles: readonly string[];
  /** From now on nothing is started again. */
  close: () => void;
};

export function superviseParts(stack: Stack, names: readonly PartName[]): Supervisor {
  const expected = new WeakSet<Child>();
  const troubles: string[] = [];
  let closed = false;

  async function watch(name: PartName, child: Child): Promise<void> {
    const how = await child.ended;
    if (closed || expected.has(child)) return;
    troubles.push(`${name} ended by itself (${how}): ${lastLines(child.output())}`);
    await pause(RESTART_MS);
    if (troubles.length < MAX_RESTARTS) start(name);
  }
  function start(name: PartName): void {
    if (!closed) void watch(name, stack.start(name));
  }
  for (const name of names) void watch(name, stack.part(name));

  return {
    troubles,

    async kill(name, downMs) {
      const child = stack.part(name);
      expected.add(child);
      child.signal("SIGKILL");
      await child.ended;
      await pause(downMs);
      start(name);
    },

    async term(name, downMs) {
      const child = stack.part(name);
      expected.add(child);
      child.signal("SIGTERM");
      const timer = setTimeout(() => {
        troubles.push(`${name} did not end within ${STOP_MS} ms of SIGTERM: ${lastLines(child.output())}`);
        child.signal("SIGKILL");
      }, STOP_MS);
      await child.ended;
      clearTimeout(timer);
      await pause(downMs);
      start(name);
    },

    freeze: (name, forMs) => freeze(stack.part(name).pid, forMs),

    close() {
      closed = true;
    },
  };
}

/** Stops a process for so long. A helper does it, so that no process stays stopped when this one is killed meanwhile. */
export async function freeze(pid: number, forMs: number): Promise<void> {
  const script = 'kill -STOP "$1"; sleep "$2"; kill -CONT "$1"';
  const helper = spawn("/bin/sh", ["-c", script, "freeze", String(pid), String(forMs / 1_000)], {
    stdio: "ignore",
    detached: true,
  });
  await new Promise((resolve) => helper.once("exit", resolve));
}

function lastLines(output: string): string {
  return output.trim().split("\n").slice(-3).join(" / ").slice(-600);
}
