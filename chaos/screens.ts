import type { KpiReading, KpiSnapshot } from "@nhip/contracts";
import type { Random } from "@nhip/sample";
import { createLive, type Live } from "../apps/dashboard/src/live/live.ts";
import { openSocketWire } from "../apps/dashboard/src/live/socket-wire.ts";
import { readKpis } from "../tests/talk.ts";
import { pause, until } from "../tests/until.ts";

/** Longer than the longest wait of a screen between two tries, its silence and its next pulse. */
const SETTLE_MS = 45_000;
const LOOK_EVERY_MS = 400;

/** One ward and period on one screen: what the dashboard's own code holds of it. */
type View = {
  name: string;
  ward: string;
  period: string;
  liveUrl: string;
  shown: () => KpiSnapshot | null;
  state: () => string;
};

/**
 * Screens without glass: the dashboard's own connection, channels and frames over a real Socket.IO, one for each ward and
 * live server, each on several periods.
 */
export function openScreens(options: {
  liveUrls: readonly string[];
  /** A key that may read the wards. */
  readKey: string;
  wards: readonly string[];
  periods: readonly string[];
  random: Random;
}) {
  const lives: Live[] = [];
  const views: View[] = [];
  for (const liveUrl of options.liveUrls)
    for (const ward of options.wards) {
      const live = createLive({
        open: openSocketWire(() => options.readKey, liveUrl),
        monotonic: () => performance.now(),
        wall: Date.now,
        random: options.random.next,
      });
      lives.push(live);
      for (const period of options.periods) {
        const { channel } = live.follow(ward, period);
        views.push({
          name: `${ward} ${period} at ${liveUrl}`,
          ward,
          period,
          liveUrl,
          shown: () => channel.snapshot.value,
          state: () =>
            `${live.connection.state.value}, ${channel.freshness(live.heardAt(), live.now.value).state}`,
        });
      }
      live.start();
    }

  return {
    count: views.length,

    /** Those that do not come to show what a fresh GET says, with what is different; they have 45 s. */
    async unlikeFreshGet(): Promise<string[]> {
      const faults = await Promise.all(views.map(settled));
      return faults.flatMap((fault) => fault ?? []);
    },

    close(): void {
      for (const live of lives) live.stop();
    },
  };
}
export type Screens = ReturnType<typeof openScreens>;

async function settled(view: View): Promise<string | undefined> {
  let last = "nothing";
  const equal = async (): Promise<boolean> => {
    const reading = await readKpis(view, view.ward, view.period).catch((error: unknown) => String(error));
    last = typeof reading === "string" ? reading : (difference(view.shown(), reading) ?? "");
    if (last === "" && view.state() === "open, live") return true;
    await pause(LOOK_EVERY_MS);
    return false;
  };
  try {
    await until(view.name, SETTLE_MS, equal);
    return undefined;
  } catch {
    return `${view.name} (${view.state()}): ${last}`;
  }
}

/** What a screen shows otherwise than a reading says; `undefined` when all is the same. */
function difference(shown: KpiSnapshot | null, reading: KpiReading): string | undefined {
  if (!shown) return "nothing is shown";
  if (shown.rev !== reading.rev) return `revision ${shown.rev} instead of ${reading.rev}`;
  if (shown.range.from !== reading.period.from || shown.range.to !== reading.period.to) return "other days";
  const wrong = reading.kpis.find(
    (kpi, n) => JSON.stringify(sorted(kpi)) !== JSON.stringify(sorted(shown.kpis[n])),
  );
  if (wrong) {
    const other = shown.kpis.find(({ id }) => id === wrong.id);
    return `${wrong.id}: ${JSON.stringify(other)} instead of ${JSON.stringify(wrong)}`;
  }
  if (shown.kpis.length !== reading.kpis.length)
    return `${shown.kpis.length} KPIs instead of ${reading.kpis.length}`;
  return JSON.stringify(shown.checks) === JSON.stringify(reading.checks) ? undefined : "other checks";
}

function sorted(kpi: object | undefined): [string, unknown][] {
  return Object.entries(kpi ?? {}).toSorted(([a], [b]) => (a < b ? -1 : 1));
}
