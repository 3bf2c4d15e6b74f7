import { setImmediate as breathe } from "node:timers/promises";
import type { WardEvent } from "@nhip/contracts";
import { dayOf } from "@nhip/domain";
import { createLedger } from "@nhip/ledger";
import { createRandom, type WireEvent } from "@nhip/sample";
import { asWardEvent } from "../tests/as-ward-event.ts";
import { RULES } from "../tests/counted.ts";
import { openStack, type Stack } from "../tests/stack.ts";
import { readKpis } from "../tests/talk.ts";
import { pause, until } from "../tests/until.ts";
import { compareFigures } from "./compare-figures.ts";
import { compareStore } from "./compare-store.ts";
import { createFeed, type Told } from "./feed.ts";
import { noFindings, note, type Findings } from "./findings.ts";
import { strike } from "./lanes.ts";
import { openProxy, type Proxy } from "./proxy.ts";
import type { StormReport } from "./report.ts";
import { openScreens, type Screens } from "./screens.ts";
import { createSender } from "./sender.ts";
import { superviseParts } from "./supervisor.ts";

const WARDS = ["dong-bac", "gio-lao", "nuoc-rong", "mua-rao"] as const;
const PARTS = ["ingest", "worker", "worker-2", "live", "live-2"] as const;
const LANES = 8;
const TELL_EVERY_MS = 10_000;
/** After the storm: to send what is left, and to count it. */
const SEND_MS = 120_000;
const DRAIN_MS = 120_000;
const READY_MS = 60_000;
const CAUGHT_UP_MS = 20_000;
const DAY_MS = 86_400_000;
const EVENTS_AT_ONCE = 1_000;

export type StormOptions = {
  minutes: number;
  seed: number;
  /** Events a second, on average. */
  rate: number;
  /** Leaves out the faults that last longer than a lock, and rests less: for runs of seconds. */
  brief?: boolean;
  /** Arguments for Node in place of the built worker. */
  worker?: readonly string[];
  say: (text: string) => void;
  /** Ends the run at once; it then rejects. */
  signal?: AbortSignal;
};

/**
 * One whole run: starts the real processes and screens, sends seeded traffic through a seeded storm of faults, waits for
 * calm, and compares everything with an oracle that saw no fault. Leaves nothing behind.
 */
export async function runStorm(options: StormOptions): Promise<StormReport> {
  const { seed, say } = options;
  let proxy: Proxy | undefined;
  let screens: Screens | undefined;
  const stack = await openStack({
    wards: WARDS,
    workers: 2,
    lives: 2,
    front: async (redisUrl) => {
      proxy = await openProxy(redisUrl);
      return proxy.url;
    },
    ...(options.worker ? { worker: options.worker } : {}),
  });
  const parts = superviseParts(stack, PARTS);
  try {
    if (!proxy) throw new Error("nothing stands before Redis");
    screens = openScreens({
      liveUrls: [stack.liveUrl, stack.live2Url],
      readKey: stack.readKey,
      wards: WARDS,
      periods: ["today", "month", "year", dayOf(Date.now() - 7 * DAY_MS)],
      random: createRandom(`${seed} screens`),
    });
    const run = runOn({ stack, proxy, parts, screens }, options);
    return await Promise.race([run, aborted(options.signal)]);
  } finally {
    say("taking everything down");
    parts.close();
    screens?.close();
    proxy?.calm();
    await stack.close();
    await proxy?.close();
  }
}

type System = { stack: Stack; proxy: Proxy; parts: ReturnType<typeof superviseParts>; screens: Screens };

async function runOn({ stack, proxy, parts, screens }: System, options: StormOptions): Promise<StormReport> {
  const { seed, rate, minutes, say } = options;
  const startedAt = new Date();
  const began = performance.now();
  const feed = createFeed({ seed, wards: WARDS, now: Date.now });
  const sender = createSender({
    url: stack.ingestUrl,
    key: stack.key,
    feed,
    random: createRandom(`${seed} sender`),
    rate,
    lanes: LANES,
  });
  const sending = sender.run();
  const stormMs = minutes * 60_000;
  const isOver = (): boolean => options.signal?.aborted === true || performance.now() - began > stormMs;
  const telling = setInterval(() => {
    const { accepted, answers } = sender.report();
    const seconds = Math.round((performance.now() - began) / 1_000);
    say(`${seconds} s: ${accepted} events accepted, answers ${JSON.stringify(answers)}`);
  }, TELL_EVERY_MS);

  try {
    const strikes = await strike({ stack, proxy, parts }, { seed, brief: options.brief === true, isOver });
    const stormSeconds = (performance.now() - began) / 1_000;
    say("calm; what is left is sent and counted");
    proxy.calm();
    await stack.admin.config("SET", "maxmemory", "0");
    feed.finish();
    sender.hurry(SEND_MS);
    const sent = await sending;
    const troubles = [...strikes.broken, ...(await settle(stack))];
    const calmSeconds = (performance.now() - began) / 1_000 - stormSeconds;
    if (sent.open > 0) troubles.push(`${sent.open} posts never got an answer`);

    say("comparing");
    const findings = await compareAll(stack, feed.told(), options.brief === true);
    const unlike = await screens.unlikeFreshGet();
    findings.screens = { watched: screens.count, equal: screens.count - unlike.length };
    troubles.push(...unlike, ...parts.troubles, ...sent.wrong.map((words) => `answer: ${words}`));
    const { repeated, corrupted, late } = feed.counts();
    return {
      seed,
      startedAt: startedAt.toISOString(),
      minutes,
      rate,
      seconds: {
        storm: round(stormSeconds),
        calm: round(calmSeconds),
        all: round((performance.now() - began) / 1_000),
      },
      faults: strikes.counts,
      strikes: strikes.list,
      sent: { ...sent, repeated, corrupted, late },
      findings,
      troubles,
    };
  } finally {
    clearInterval(telling);
  }
}

/** Waits until all is up and nothing waits to be counted; resolves to what did not come to be. */
async function settle(stack: Stack): Promise<string[]> {
  const troubles: string[] = [];
  const noted = (error: unknown): void => void troubles.push(String(error));
  await until("nothing waits to be counted", DRAIN_MS, async () => {
    if ((await stack.queue.depth().catch(() => 1)) > 0) return false;
    await pause(100);
    return (await stack.queue.depth().catch(() => 1)) === 0;
  }).catch(noted);
  for (const name of ["ingest", "live", "live-2"] as const)
    await until(`${name} is ready`, READY_MS, () => stack.ready(name).then(() => true)).catch(noted);
  // A server whose line was cut last is up before it has heard of everything; its pulse says so, and finds it within 5 s.
  for (const liveUrl of [stack.liveUrl, stack.live2Url])
    for (const ward of WARDS)
      await until(`${liveUrl} has all of ${ward}`, CAUGHT_UP_MS, async () => {
        const rev = await stack.store.readRev(ward);
        return (await readKpis({ liveUrl }, ward, "today").catch(() => null))?.rev === rev;
      }).catch(noted);
  return troubles;
}

async function compareAll(stack: Stack, told: Told, brief: boolean): Promise<Findings> {
  const findings = noFindings();
  const ledger = createLedger({
    redis: stack.admin,
    keys: stack.keys,
    dataDir: stack.dataDir,
    now: Date.now,
  });
  for (const ward of WARDS) {
    const known = {
      ward,
      events: await asWardEvents(told.events.get(ward) ?? []),
      dossiers: told.dossiers.filter((dossier) => dossier.ward === ward),
      spoilt: told.spoilt.get(ward) ?? [],
    };
    const buckets = await compareStore(stack, known, findings);
    const proved = await ledger.verify(ward, async () => RULES);
    note(
      findings,
      "differences",
      proved.differences.map(({ kind, key, detail }) => `${ward}: nhip verify: ${kind} ${key} ${detail}`),
    );
    await Promise.all(
      [stack.liveUrl, stack.live2Url].map((liveUrl) =>
        compareFigures(liveUrl, { ...known, buckets, figures: told.figures }, findings, brief).catch(
          (error: unknown) => note(findings, "differences", [`${ward} at ${liveUrl}: ${String(error)}`]),
        ),
      ),
    );
  }
  return findings;
}

/** Parsed with a breath between, for the sake of the proxy in this process. */
async function asWardEvents(wire: readonly WireEvent[]): Promise<WardEvent[]> {
  const events: WardEvent[] = [];
  for (const [n, event] of wire.entries()) {
    events.push(asWardEvent(event));
    if (n % EVENTS_AT_ONCE === 0) await breathe();
  }
  return events;
}

function aborted(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal?.addEventListener("abort", () => reject(new Error("interrupted")), { once: true });
  });
}

const round = (seconds: number): number => Math.round(seconds * 10) / 10;
