import { AppError } from "@nhip/contracts";
import { pino, type Logger } from "pino";
import { parseSettings, type Settings } from "./settings.ts";

/** The longest an orderly stop may take before the process ends all the same. */
const GRACE_MS = 5_000;
/** The exit code of a process that will not come up until somebody changes a setting; a supervisor need not try again. */
const REFUSED = 2;

export type { Logger };
/** A logger that says nothing. */
export const silentLogger = (): Logger => pino({ level: "silent" });

export type Stop = { name: string; stop: () => Promise<unknown> };

/**
 * What each Node process needs once: settings, a logger, and an orderly end. `start` opens things and returns how to
 * close them, in the order to close them. Ends on SIGTERM, SIGINT, or when the parent that started it is gone; with exit
 * code 2, and the reason as a plain sentence, when a setting or the store is refused, also later by `refuse`.
 */
export async function runProcess(
  name: string,
  start: (context: {
    settings: Settings;
    log: Logger;
    refuse: (reason: AppError) => void;
  }) => Promise<Stop[]>,
): Promise<void> {
  const parsed = parseSettings(process.env);
  if (!parsed.ok) {
    for (const fault of parsed.faults) process.stderr.write(`${name}: bad setting ${fault}\n`);
    process.exit(REFUSED);
  }
  const log = pino({ name, level: parsed.settings.LOG_LEVEL, base: { name, pid: process.pid } });
  let stops: Stop[] = [];
  let ending = false;
  const end = async (why: string, code: number): Promise<void> => {
    if (ending) return;
    ending = true;
    log.info({ why }, "stopping");
    setTimeout(() => process.exit(code || 1), GRACE_MS).unref();
    for (const one of stops)
      await one.stop().catch((error: unknown) => log.warn({ err: error, part: one.name }, "stop failed"));
    process.exit(code);
  };
  const refuse = (reason: AppError): void => {
    process.stderr.write(`${name}: ${reason.message}\n`);
    void end(reason.code, REFUSED);
  };
  process.on("SIGTERM", () => void end("SIGTERM", 0));
  process.on("SIGINT", () => void end("SIGINT", 0));
  process.on("disconnect", () => void end("parent gone", 0));
  // A parent that died while this file was being loaded was not waited for by anybody: its event is over.
  if (process.connected === false) return end("parent gone", 0);
  process.on("unhandledRejection", (error) => log.error({ err: error }, "unhandled rejection"));
  process.on("uncaughtException", (error) => {
    log.fatal({ err: error }, "uncaught exception");
    void end("uncaught exception", 1);
  });
  try {
    stops = await start({ settings: parsed.settings, log, refuse });
    log.info("started");
  } catch (error) {
    if (error instanceof AppError && error.code === "unsafe-store") return refuse(error);
    log.fatal({ err: error }, "start failed");
    process.stderr.write(`${name}: ${error instanceof Error ? error.message : String(error)}\n`);
    await end("start failed", 1);
  }
}

/** Tells of a fault that keeps coming back at most once in `everyMs`, with how often it came meanwhile. */
export function throttledWarn(
  log: Logger,
  message: string,
  now: () => number,
  everyMs = 10_000,
): (error: Error) => void {
  let last = -Infinity;
  let held = 0;
  return (error) => {
    held += 1;
    if (now() - last < everyMs) return;
    log.warn({ reason: error.message, times: held }, message);
    last = now();
    held = 0;
  };
}
