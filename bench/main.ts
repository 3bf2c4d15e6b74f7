import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildBaseline } from "./build-baseline.ts";
import { batchesPair, compare, singlesPair } from "./comparison.ts";
import { readEnvironment } from "./environment.ts";
import { measureFirstLoad } from "./first-load.ts";
import { startHouse } from "./house.ts";
import { measureLatency } from "./latency.ts";
import { PARTS, USAGE, parseOptions, type Options } from "./options.ts";
import { profileFolder, profileText, redisCostText } from "./profile.ts";
import { measureProofs } from "./proof.ts";
import { faultsOf, reportText, writeReport, type Report } from "./report.ts";
import { openStore } from "./store.ts";

const PARENT_CHECK_MS = 500;
/** True until this many seconds after the start of the process. */
const before = (seconds: number) => (): boolean => process.uptime() < seconds;
const say = (text: string): void => void process.stderr.write(`${text}\n`);

/** Measures what was asked for, on the Redis at `redisUrl`, whose data folder is `dir`. */
async function run(options: Options, redisUrl: string, dir: string, chromium: string): Promise<Report> {
  const { sizes, seed, parts, profile } = options;
  const profileDir = profile ? profileFolder(mkdtempSync(join(tmpdir(), "nhip-profile-"))) : null;
  const store = openStore(redisUrl);
  const environment = await readEnvironment(store, dir, seed);
  const baselineEntry = await buildBaseline(join(dir, "baseline"));
  const house = await startHouse({ redisUrl, baselineEntry, profileDir });
  const report: Report = {
    mode: options.quick ? "quick" : "full",
    environment,
    batches: null,
    singles: null,
    latency: null,
    proofs: null,
    firstLoad: null,
  };
  try {
    await store.redis.config("RESETSTAT");
    const how = { runs: sizes.runs, seed, withBaseline: !profile };
    if (parts.has("batches")) {
      say("batches of 500 …");
      report.batches = await compare(store, batchesPair(house, sizes), {
        ...how,
        mayStart: before(sizes.batchesUntilSeconds),
      });
    }
    if (parts.has("singles")) {
      say("single posts …");
      report.singles = await compare(store, singlesPair(house, sizes), {
        ...how,
        mayStart: before(sizes.singlesUntilSeconds),
      });
    }
    if (parts.has("latency") && chromium !== "") {
      say("from a POST to the screen …");
      report.latency = await measureLatency(store, house, {
        probes: sizes.probes,
        mayProbe: before(sizes.probesUntilSeconds),
        seed,
        executablePath: chromium,
        dir,
      });
    }
    if (parts.has("proofs")) {
      say("verify and rebuild …");
      report.proofs = await measureProofs(store, house, { events: sizes.proofs, seed, redisUrl, dir });
    }
    if (parts.has("first-load") && chromium !== "") {
      say("the first load of the leader's page …");
      report.firstLoad = await measureFirstLoad(store, house, chromium);
    }
    if (profileDir) say(`Redis by command:\n${await redisCostText(store)}`);
  } finally {
    await house.stop();
    await store.close();
  }
  if (profileDir) say(profileText(profileDir));
  return report;
}

/** Only a whole report is written to the file. Exit codes: 0 done, 1 a counter is wrong or the work failed, 2 wrong use. */
async function main(): Promise<number> {
  const options = parseOptions(process.argv.slice(2));
  const { BENCH_REDIS_URL, BENCH_DIR, CHROMIUM_PATH = "" } = process.env;
  if (!options || !BENCH_REDIS_URL || !BENCH_DIR) {
    say(USAGE);
    return 2;
  }
  const report = await run(options, BENCH_REDIS_URL, BENCH_DIR, CHROMIUM_PATH);
  process.stdout.write(`\n${reportText(report)}\n`);
  if (!options.profile && options.parts.size === PARTS.length) say(`\n${writeReport(report)}`);
  const faults = faultsOf(report);
  for (const fault of faults) say(fault);
  return faults.length === 0 ? 0 : 1;
}

/** Who started us owns the Redis: when they are gone, so are we, and our children by their IPC channel. */
const parent = process.ppid;
setInterval(() => process.ppid !== parent && process.exit(1), PARENT_CHECK_MS).unref();
process.exitCode = await main();
