import { burst, type WireDossierEvent } from "@nhip/sample";
import { sendAll } from "./load.ts";
import { differences } from "./oracle.ts";
import { postRequest } from "./post-line.ts";
import { quantile } from "./statistics.ts";
import { apartWards, type Store } from "./store.ts";

const WARDS = 2;

/** One way of sending events. */
export type Way = {
  name: string;
  port: number;
  perPost: number;
  /** Posts under way at one time. */
  inFlight: number;
  events: number;
};

export type Measurement = {
  /** From the first POST to the last committed counter. */
  eventsPerSecond: number;
  answerP50Ms: number;
  answerP99Ms: number;
  faults: string[];
};

/** Sends `way.events` events to two fresh wards, waits for the last commit and checks every counter. */
export async function measure(store: Store, way: Way, seed: number): Promise<Measurement> {
  const wards = apartWards(`${way.name}-${seed}`, WARDS);
  const door = { port: way.port, key: await store.admit(wards) };
  const startMs = Date.now();
  const lists = wards.map((ward, n) => [
    ...burst({ ward, count: Math.ceil(way.events / wards.length), seed: seed * WARDS + n, startMs }),
  ]);
  const requests = inTurns(lists.map((events) => pieces(events, way.perPost))).map((piece) =>
    postRequest(door, JSON.stringify(piece.length === 1 ? piece[0] : piece)),
  );

  const began = performance.now();
  const { answerMs } = await sendAll(way.port, requests, way.inFlight);
  await store.drained();
  const seconds = (performance.now() - began) / 1_000;

  const faults: string[] = [];
  for (const [n, ward] of wards.entries()) faults.push(...(await differences(store, ward, lists[n] ?? [])));
  return {
    eventsPerSecond: lists.flat().length / seconds,
    answerP50Ms: quantile(answerMs, 0.5),
    answerP99Ms: quantile(answerMs, 0.99),
    faults,
  };
}

function pieces(events: readonly WireDossierEvent[], size: number): WireDossierEvent[][] {
  return Array.from({ length: Math.ceil(events.length / size) }, (_, n) =>
    events.slice(n * size, (n + 1) * size),
  );
}

/** The first of each list, the second of each list, and so on. */
function inTurns<T>(lists: readonly (readonly T[])[]): T[] {
  const longest = Math.max(...lists.map((list) => list.length));
  return Array.from({ length: longest }, (_, n) => lists.flatMap((list) => list.slice(n, n + 1))).flat();
}
