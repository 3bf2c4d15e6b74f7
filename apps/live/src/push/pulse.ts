import type { Alerts, Changes, WardStore } from "@nhip/backbone";
import type { ActiveAlert, AlertBrief, Caller, Pulse, WardPulse } from "@nhip/contracts";
import { coversWard, formatInstant } from "@nhip/domain";
import type { Pipelines } from "../health/pipelines.ts";
import type { Models } from "../model/models.ts";

const PULSE_EVERY_MS = 5_000;
/** While no pulse can be sent it is tried more often, so that screens are live soon after a return. */
const AGAIN_MS = 1_000;
const HEAR_WITHIN_MS = 1_500;
const BEAT_EVERY_MS = 300;
const LOOK_EVERY_MS = 20;

/**
 * Sends the proof of life every 5 s, but only when it is one: the store answers, this process hears what is published,
 * and every open ward is at the store's revision. Otherwise it stays silent, and screens turn stale by their own clock.
 */
export function startPulse(deps: {
  changes: Changes;
  models: Models;
  store: WardStore;
  alerts: Pick<Alerts, "active">;
  pipelines: Pick<Pipelines, "of" | "behindMs">;
  version: string;
  now: () => number;
  /** The clock that `changes` uses; never set back. */
  steadyNow: () => number;
  emit: (pulse: Pulse) => void;
  onError: (error: Error) => void;
}) {
  const { changes, models, store, pipelines, now, steadyNow } = deps;
  let timer: NodeJS.Timeout | null = null;
  let stopped = false;
  let healthy = false;
  let last: Pulse | null = null;

  async function beat(): Promise<void> {
    const sentAt = steadyNow();
    let beats = 0;
    while (changes.lastHeardAt() < sentAt) {
      // More than one: the first may go out before the subscription holds.
      if (steadyNow() - sentAt >= beats * BEAT_EVERY_MS) {
        beats += 1;
        await changes.beat();
      }
      if (steadyNow() - sentAt > HEAR_WITHIN_MS) {
        // The store took it and nothing came back: the subscriber's line is open and deaf.
        changes.renew();
        throw new Error("own heartbeat was not heard");
      }
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
    const revs: Record<string, number> = {};
    for (const model of models.all()) {
      await model.checkAgainst(await store.readRev(model.ward));
      revs[model.ward] = model.rev;
    }
    const behindMs = await pipelines.behindMs();
    const wards = await wardPulses();
    last = { at: formatInstant(now()), version: deps.version, revs, behindMs, wards };
    deps.emit(last);
  }

  /** By open ward; one that cannot be read is left out, for the figures are as live as without it. */
  async function wardPulses(): Promise<Record<string, WardPulse>> {
    const found = await Promise.all(
      models.all().map(async (model) => {
        try {
          const [{ queue, alarms, verified }, active] = await Promise.all([
            pipelines.of(model),
            deps.alerts.active(model.ward),
          ]);
          const alerts = active.map(briefOf);
          return [[model.ward, { behindMs: queue.behindMs, alarms, verified, alerts }] as const];
        } catch (error) {
          deps.onError(error instanceof Error ? error : new Error(String(error)));
          return [];
        }
      }),
    );
    return Object.fromEntries(found.flat());
  }

  async function loop(): Promise<void> {
    try {
      await beat();
      healthy = true;
    } catch (error) {
      healthy = false;
      deps.onError(error instanceof Error ? error : new Error(String(error)));
    }
    if (!stopped) timer = setTimeout(() => void loop(), healthy ? PULSE_EVERY_MS : AGAIN_MS);
  }
  void loop();

  return {
    /** True while the last pulse could be sent. */
    healthy: () => healthy,
    /** What was sent last, as of now; null while none could be sent. */
    last: (): Pulse | null => (healthy && last !== null ? { ...last, at: formatInstant(now()) } : null),
    stop: () => {
      stopped = true;
      if (timer) clearTimeout(timer);
    },
  };
}

/** What somebody may know of a pulse: that of their own wards. */
export function pulseFor(pulse: Pulse, caller: Caller): Pulse {
  if (caller.kind === "person" && caller.wards === null) return pulse;
  const only = <T>(all: Record<string, T>): Record<string, T> =>
    Object.fromEntries(Object.entries(all).filter(([ward]) => coversWard(caller, ward)));
  return {
    ...pulse,
    revs: only(pulse.revs),
    ...(pulse.wards === undefined ? {} : { wards: only(pulse.wards) }),
  };
}

function briefOf({ key, text, kpi, period, since, acknowledgedAt }: ActiveAlert): AlertBrief {
  const where = kpi === undefined || period === undefined ? {} : { kpi, period };
  return { key, text, since, acknowledged: acknowledgedAt !== undefined, ...where };
}
