import type { Alerts, Deliveries } from "@nhip/backbone";
import type { Alarm, AlertRule, AlertSettings, Kpi } from "@nhip/contracts";
import { judgeAlert, quietUntil } from "@nhip/domain";
import type { Models } from "../model/models.ts";
import { readKpis } from "../model/reading.ts";
import type { WardModel } from "../model/ward-model.ts";

const HOUR_MS = 3_600_000;
/** After a change: soon, and not with each of a thousand events. */
const SOON_MS = 300;
/** Time alone moves figures too, and rules change. */
const EVERY_MS = 5_000;

type Deps = {
  alerts: Alerts;
  deliveries: Deliveries;
  models: Models;
  /** What the pipeline of a ward says. */
  alarmsOf: (model: WardModel) => Promise<readonly Alarm[]>;
  now: () => number;
  onError: (error: Error) => void;
};

/**
 * Holds the rules of every ward against its figures: after each change, and every 5 s. Each live process does so; the store
 * lets one of them make each message.
 */
export function startAlertWatch(deps: Deps) {
  const { alerts, deliveries, models, now, onError } = deps;
  const followed = new Map<string, () => void>();
  const soon = new Map<string, NodeJS.Timeout>();
  const busy = new Map<string, Promise<void>>();
  let closed = false;

  const tell = (error: unknown) => onError(error instanceof Error ? error : new Error(String(error)));

  /** One look at a ward at a time; one that is asked for meanwhile comes after. */
  function look(ward: string, settings?: AlertSettings): Promise<void> {
    const before = busy.get(ward) ?? Promise.resolve();
    const mine = before.then(() => (closed ? undefined : check(ward, settings))).catch(tell);
    busy.set(ward, mine);
    void mine.then(() => busy.get(ward) === mine && busy.delete(ward));
    return mine;
  }

  async function check(ward: string, given?: AlertSettings): Promise<void> {
    const settings = given ?? (await alerts.settings(ward));
    const model = await models.of(ward);
    if (!followed.has(ward))
      followed.set(
        ward,
        model.onNews(() => lookSoon(ward)),
      );
    const rules = settings.rules.filter(({ enabled }) => enabled);
    const kpis = await kpisOf(model, rules);
    const needsAlarms = rules.some(({ when }) => when.kind === "alarm");
    const alarms = needsAlarms ? await deps.alarmsOf(model) : [];
    const holding = new Set<string>();
    const channels = new Set(settings.channels.map(({ id }) => id));
    for (const rule of rules) {
      const period = rule.when.kind === "alarm" ? "" : rule.when.period;
      for (const alert of judgeAlert(rule, { kpis: kpis.get(period) ?? [], alarms })) {
        holding.add(alert.key);
        await alerts.raise(ward, alert, {
          now: now(),
          repeatMs: rule.repeatHours * HOUR_MS,
          notBefore: rule.urgent ? null : quietUntil(settings.quiet, now()),
          channels: rule.to.filter((id) => channels.has(id)),
        });
      }
    }
    for (const { key } of await alerts.active(ward))
      if (!holding.has(key)) await alerts.end(ward, key, now());
    await emptyOutbox(ward);
  }

  async function kpisOf(model: WardModel, rules: readonly AlertRule[]): Promise<Map<string, Kpi[]>> {
    const periods = new Set(rules.flatMap(({ when }) => (when.kind === "alarm" ? [] : [when.period])));
    const found = new Map<string, Kpi[]>();
    for (const period of periods)
      found.set(period, (await readKpis(model, period, { now: now(), locale: "vi" })).kpis);
    return found;
  }

  /** A message is on the queue before it leaves the outbox; the same one twice on the queue is one. */
  async function emptyOutbox(ward: string): Promise<void> {
    for (const { text, delivery } of await alerts.outbox(ward)) {
      await deliveries.add(delivery, now());
      await alerts.takeFromOutbox(ward, text);
    }
  }

  function lookSoon(ward: string): void {
    if (closed || soon.has(ward)) return;
    const timer = setTimeout(() => {
      soon.delete(ward);
      void look(ward);
    }, SOON_MS);
    soon.set(ward, timer);
  }

  async function lookAtAll(): Promise<void> {
    const all = await alerts.allSettings();
    for (const [ward, settings] of all) if (!busy.has(ward)) await look(ward, settings);
  }

  let timer: NodeJS.Timeout | undefined;
  async function go(): Promise<void> {
    await lookAtAll().catch(tell);
    if (!closed) timer = setTimeout(() => void go(), EVERY_MS);
  }
  void go();

  return {
    /** Looks at a ward now: its rules have changed. */
    look: (ward: string) => look(ward),

    async stop(): Promise<void> {
      closed = true;
      if (timer) clearTimeout(timer);
      for (const one of soon.values()) clearTimeout(one);
      for (const forget of followed.values()) forget();
      await Promise.allSettled(busy.values());
    },
  };
}
export type AlertWatch = ReturnType<typeof startAlertWatch>;
