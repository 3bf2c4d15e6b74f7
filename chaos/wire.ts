import type { Socket } from "node:net";

/** Chunks of one direction, in order, each not before its delay is over. */
export type Wire = {
  send: (chunk: Buffer, delayMs: number) => void;
  stop: () => void;
};

/** Writes to `to`; `from` is not read while `to` does not take more. */
export function createWire(from: Socket, to: Socket): Wire {
  const waiting: { chunk: Buffer; dueAt: number }[] = [];
  let timer: NodeJS.Timeout | undefined;

  function write(chunk: Buffer): void {
    if (to.destroyed) return;
    if (!to.write(chunk)) {
      from.pause();
      to.once("drain", () => from.resume());
    }
  }
  function flush(): void {
    timer = undefined;
    for (let next = waiting[0]; next && next.dueAt <= performance.now(); next = waiting[0]) {
      waiting.shift();
      write(next.chunk);
    }
    const [next] = waiting;
    if (next) timer = setTimeout(flush, Math.max(1, next.dueAt - performance.now()));
  }

  return {
    send(chunk, delayMs) {
      if (delayMs === 0 && waiting.length === 0) return write(chunk);
      // What comes after a slow chunk does not overtake it.
      const last = waiting.at(-1)?.dueAt ?? 0;
      waiting.push({ chunk, dueAt: Math.max(last, performance.now() + delayMs) });
      timer ??= setTimeout(flush, Math.max(1, delayMs));
    },
    stop() {
      clearTimeout(timer);
      waiting.length = 0;
    },
  };
}
