import { runProcess } from "@nhip/runtime";
import { startWorker } from "./worker.ts";

await runProcess("worker", ({ settings, log, refuse }) =>
  startWorker({ settings, log, refuse, now: Date.now }),
);
