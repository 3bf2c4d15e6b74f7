import { formatInstant } from "@nhip/domain";
import { burst, type WireDossierEvent } from "@nhip/sample";
import type { House } from "./house.ts";
import { sendAll, sendOne } from "./load.ts";
import { differences } from "./oracle.ts";
import { pause } from "./pause.ts";
import { PostLine, postRequest, type Door } from "./post-line.ts";
import { createSignIn } from "../tests/sign-in.ts";
import { openScreen } from "./screen.ts";
import { quantile } from "./statistics.ts";
import type { Store } from "./store.ts";

const WARD = "bench-screen";
/** Only the probes move it: the background sends no event that makes a dossier wait. */
const PROBED_KPI = "dossiers.waiting";
export const BACKGROUND_PER_SECOND = 1_000;
const BACKGROUND_EVERY_MS = 50;
const SETTLE_MS = 1_500;
const MAX_SECONDS = 300;
const MIN_PROBES = 10;
/** Probes are spread over the phases of the 100 ms in which frames are gathered. */
const phaseMs = (probe: number): number => 60 + ((probe * 37) % 100);

export type Latency = {
  probes: number;
  /** Probes whose figure was not on the screen within 10 s; the times below are those of the others. */
  missed: number;
  /** From the POST call to its 202. */
  answerP50Ms: number;
  /** From the POST call to the new text in the page. */
  p50Ms: number;
  p99Ms: number;
  highestMs: number;
  backgroundPerSecond: number;
  faults: string[];
};

/** How long an event takes to a real screen while the same ward gets a steady 1,000 events a second. */
export async function measureLatency(
  store: Store,
  house: House,
  options: { probes: number; seed: number; executablePath: string; dir: string; mayProbe: () => boolean },
): Promise<Latency> {
  const door = { port: house.ingestPort, key: await store.admit([WARD]) };
  const received = receivedDossiers(options.probes);
  await sendAll(door.port, [postRequest(door, JSON.stringify(received))], 1);
  await store.drained();
  const url = `http://127.0.0.1:${house.livePort}/?ward=${WARD}`;
  const cookie = await createSignIn(store.redis, store.keys)("leader");
  const screen = await openScreen({ ...options, url, cookie, kpi: PROBED_KPI });
  const background = startBackground(door, options.seed);
  const line = await PostLine.open(door.port);
  const probed: WireDossierEvent[] = [];
  const answerMs: number[] = [];
  const shownMs: number[] = [];
  let missed = 0;
  try {
    if ((await screen.shown("0")) === null) throw new Error("the dashboard shows no figure");
    await pause(SETTLE_MS);
    for (const { subject } of received) {
      if (probed.length >= MIN_PROBES && !options.mayProbe()) break;
      await pause(phaseMs(probed.length));
      const event = probeOf(subject, Date.now());
      probed.push(event);
      const request = postRequest(door, JSON.stringify(event));
      const shown = screen.shown(String(probed.length));
      const began = Date.now();
      await sendOne(line, request);
      answerMs.push(Date.now() - began);
      const at = await shown;
      if (at === null) missed += 1;
      else shownMs.push(at - began);
    }
  } finally {
    line.close();
    await screen.close();
    await background.stop();
  }
  await store.drained();
  return {
    probes: probed.length,
    missed,
    answerP50Ms: quantile(answerMs, 0.5),
    p50Ms: quantile(shownMs, 0.5),
    p99Ms: quantile(shownMs, 0.99),
    highestMs: Math.max(...shownMs),
    backgroundPerSecond: background.perSecond(),
    faults: await differences(store, WARD, [...received, ...probed, ...background.sent]),
  };
}

function receivedDossiers(count: number): WireDossierEvent[] {
  const time = formatInstant(Date.now() - 60_000);
  return Array.from({ length: count }, (_, n) => ({
    id: `received-${n}`,
    ward: WARD,
    subject: `P-${n}`,
    type: "dossier.received" as const,
    time,
    data: { field: "ho-tich" },
  }));
}

function probeOf(subject: string, now: number): WireDossierEvent {
  const type = "dossier.supplement-requested" as const;
  return { id: `probe-${subject}`, ward: WARD, subject, type, time: formatInstant(now), data: {} };
}

/** Sends small batches on the beat until stopped, in a line of its own; late ones follow at once, none is left out. */
function startBackground(door: Door, seed: number) {
  const events = burst({
    ward: WARD,
    count: BACKGROUND_PER_SECOND * MAX_SECONDS,
    seed,
    startMs: Date.now(),
    rate: BACKGROUND_PER_SECOND,
  });
  const sent: WireDossierEvent[] = [];
  const began = performance.now();
  let endedMs = Infinity;
  const run = async (): Promise<void> => {
    const line = await PostLine.open(door.port);
    while (endedMs === Infinity) {
      const due = ((performance.now() - began) / 1_000) * BACKGROUND_PER_SECOND;
      const batch: WireDossierEvent[] = [];
      while (sent.length + batch.length < due) {
        const { value, done } = events.next();
        if (done) break;
        batch.push(value);
      }
      if (batch.length > 0) await sendOne(line, postRequest(door, JSON.stringify(batch)));
      sent.push(...batch);
      await pause(BACKGROUND_EVERY_MS);
    }
    line.close();
  };
  const running = run();
  running.catch(() => undefined);
  return {
    sent,
    perSecond: () => sent.length / ((endedMs - began) / 1_000),
    stop: async (): Promise<void> => {
      endedMs = performance.now();
      await running;
    },
  };
}
