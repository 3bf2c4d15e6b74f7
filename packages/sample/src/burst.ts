import type { DossierEventType } from "@nhip/contracts";
import { formatInstant } from "@nhip/domain";
import { calendar } from "./office-time.ts";
import { QUICK, SLOW, factsOf } from "./procedures-today.ts";
import { createRandom } from "./random.ts";
import type { WireDossierEvent, WireFacts } from "./wire-event.ts";

export type BurstOptions = {
  ward: string;
  /** How many events, exactly. */
  count: number;
  /** Part of all ids and codes: another seed never meets them. Ids sort in the order of events. */
  seed: number;
  /** The time of the last event, milliseconds; the others lie before it. */
  startMs: number;
  /** Events a second by their times, default 1,000. */
  rate?: number;
  /** How many dossiers they are about; by default a quarter of the events. */
  dossiers?: number;
};

const NEXT = ["dossier.processing", "dossier.resolved", "dossier.delivered"] as const;
const SLOW_SHARE = 0.12;
const VARIETY = 256;

/**
 * Events for load tests in time order: dossiers come in, are worked on, answered and handed out in a random
 * interleaving. When all dossiers are handed out before the count is reached, they are rated.
 * Memory is bounded by the number of dossiers under way.
 */
export function* burst(options: BurstOptions): Generator<WireDossierEvent> {
  const { ward, count, seed, startMs, rate = 1000, dossiers = Math.max(1, Math.ceil(count / 4)) } = options;
  const random = createRandom(`burst ${seed}`);
  const facts = Array.from({ length: VARIETY }, (): WireFacts => {
    const procedure = random.pickWeighted(random.chance(SLOW_SHARE) ? SLOW : QUICK);
    return {
      ...factsOf(procedure, random),
      dueAt: formatInstant(calendar.addWorkingDays(startMs, procedure.promisedDays)),
    };
  });
  const underWay: { code: string; done: number }[] = [];
  const digits = String(count).length;
  let received = 0;

  function step(left: number): { type: DossierEventType; subject: string; data: WireFacts } {
    const place = Math.floor(random.next() * underWay.length);
    const one = underWay[place];
    if (received < dossiers && (!one || random.next() * left < dossiers - received)) {
      const subject = `B${seed}-${++received}`;
      underWay.push({ code: subject, done: 0 });
      return { type: "dossier.received", subject, data: { ...facts[received % VARIETY] } };
    }
    const type = one && NEXT[one.done++];
    if (!one || !type)
      return {
        type: "dossier.rated",
        subject: `B${seed}-${random.whole(1, received)}`,
        data: { score: random.whole(3, 5) },
      };
    if (one.done === NEXT.length) {
      const last = underWay.pop();
      if (last && last !== one) underWay[place] = last;
    }
    return { type, subject: one.code, data: {} };
  }

  for (let n = 1; n <= count; n++) {
    const left = count - n;
    const time = formatInstant(startMs - Math.floor((left * 1000) / rate));
    yield { id: `b${seed}-${String(n).padStart(digits, "0")}`, ward, time, ...step(left + 1) };
  }
}
