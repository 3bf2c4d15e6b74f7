import { parseArgs } from "node:util";
import { WardSettings } from "@nhip/contracts";
import { SAMPLE_SOURCE } from "@nhip/backbone";
import { burst, sampleWard, type WireEvent } from "@nhip/sample";
import { UsageError, type Context } from "../context.ts";
import { createSender } from "../sender.ts";

const MAX_RATE = 100_000;
const MAX_SECONDS = 3_600;
const TICK_MS = 100;

/** `simulate --rate N --seconds N [--ward W]`: sends N events a second to a sample ward, for load. Bounded; ends by itself. */
export async function simulate(args: string[], context: Context): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      rate: { type: "string" },
      seconds: { type: "string" },
      ward: { type: "string", default: sampleWard.id },
    },
  });
  const rate = Number(values.rate);
  const seconds = Number(values.seconds);
  if (!(rate > 0 && rate <= MAX_RATE)) throw new UsageError(`--rate: 1 … ${MAX_RATE}`);
  if (!(seconds > 0 && seconds <= MAX_SECONDS)) throw new UsageError(`--seconds: 1 … ${MAX_SECONDS}`);
  const known = await context.wards.find(values.ward);
  if (known && !known.sample)
    throw new UsageError(`${values.ward} là phường thật (a real ward): không mô phỏng vào số liệu thật`);
  if (!known)
    await context.wards.save(WardSettings.parse({ id: values.ward, name: values.ward, sample: true }));

  const { apiKeys, ingestUrl, now } = context;
  const { id, key } = await apiKeys.create(
    { scope: "ingest", wards: [values.ward], source: SAMPLE_SOURCE },
    now(),
  );
  try {
    const startMs = now();
    const count = Math.round(rate * seconds);
    const events = burst({ ward: values.ward, count, seed: startMs % 1_000_000_007, startMs });
    const accepted = await paced(events, rate, createSender(ingestUrl, key).send, now);
    const took = (now() - startMs) / 1_000;
    context.print({ ward: values.ward, sent: count, accepted, seconds: took });
    context.say(`Đã gửi ${count} sự kiện trong ${took.toFixed(1)} giây, ${accepted} được nhận.`);
    return accepted === count ? 0 : 1;
  } finally {
    await apiKeys.discard(id);
  }
}

/** Sends in small batches on the beat of the rate; a door that is slower is waited for, never flooded. */
async function paced(
  events: Iterator<WireEvent>,
  rate: number,
  send: (events: WireEvent[]) => Promise<number>,
  now: () => number,
): Promise<number> {
  const startMs = now();
  let sent = 0;
  let accepted = 0;
  for (;;) {
    const due = Math.ceil(((now() - startMs + TICK_MS) / 1_000) * rate) - sent;
    const batch: WireEvent[] = [];
    while (batch.length < Math.min(due, 2_000)) {
      const next = events.next();
      if (next.done) break;
      batch.push(next.value);
    }
    if (batch.length === 0 && due > 0) return accepted;
    if (batch.length > 0) accepted += await send(batch);
    sent += batch.length;
    const ahead = (sent / rate) * 1_000 - (now() - startMs) - TICK_MS;
    if (ahead > 0) await new Promise((resolve) => setTimeout(resolve, ahead));
  }
}
