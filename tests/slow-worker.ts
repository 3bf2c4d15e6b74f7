import { foldBatch } from "@nhip/domain";
import { runProcess } from "@nhip/runtime";
import { startWorker } from "../apps/worker/src/worker.ts";

/**
 * A worker that blocks its process, once, at the first event with `cham` in its id: `BLOCK_MS` long. With `THROWS` the
 * fold then fails, once. `MAX_STALLED`: how often a batch may be taken over before it is given up.
 */
const { BLOCK_MS, THROWS, MAX_STALLED } = process.env;
let blocked = false;

function block(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, Number(BLOCK_MS ?? 0));
}

await runProcess("worker", ({ settings, log }) =>
  startWorker({
    settings,
    log,
    now: Date.now,
    ...(MAX_STALLED ? { maxStalled: Number(MAX_STALLED) } : {}),
    fold: (known, events, rules) => {
      if (!blocked && events.some(({ id }) => id.includes("cham"))) {
        blocked = true;
        block();
        if (THROWS) throw new Error("failed after all this time");
      }
      return foldBatch(known, events, rules);
    },
  }),
);
