import { rmSync } from "node:fs";
import { USAGE, parseOptions } from "./options.ts";
import { isClean, reportText } from "./report.ts";
import { runStorm } from "./storm.ts";

const PARENT_CHECK_MS = 500;
/** What starting, draining and comparing may take at most, beside the storm itself. */
const REST_MINUTES = 10;
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
const say = (text: string): void => void process.stderr.write(`${text}\n`);

/** Exit codes: 0 all is exact, 1 something is not or the run failed, 2 wrong use. */
async function main(): Promise<number> {
  const options = parseOptions(process.argv.slice(2));
  if (!options) {
    say(USAGE);
    return 2;
  }
  const interrupt = new AbortController();
  for (const signal of SIGNALS) process.on(signal, () => interrupt.abort());
  // Who started us keeps the folder: when they are gone, everything is taken down.
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && interrupt.abort(), PARENT_CHECK_MS).unref();
  const { minutes, seed, rate, json } = options;
  setTimeout(() => interrupt.abort(), (minutes + REST_MINUTES) * 60_000).unref();
  say(`seed ${seed}`);
  try {
    const report = await runStorm({ minutes, seed, rate, say, signal: interrupt.signal });
    await print(json ? `${JSON.stringify(report)}\n` : `\n${reportText(report)}\n`);
    return isClean(report) ? 0 : 1;
  } finally {
    say(`seed ${seed}`);
    // Whoever made the folder removes it, unless that was killed before us.
    const { CHAOS_DIR } = process.env;
    if (CHAOS_DIR) rmSync(CHAOS_DIR, { recursive: true, force: true });
  }
}

const print = (text: string): Promise<void> =>
  new Promise((resolve) => process.stdout.write(text, () => resolve()));

// A fault that was under way when the run was interrupted must not hold it.
process.exit(
  await main().catch((error: unknown) => {
    say(String(error instanceof Error ? (error.stack ?? error) : error));
    return 1;
  }),
);
