import { randomUUID } from "node:crypto";
import type { Alerts, Deliveries } from "@nhip/backbone";
import {
  AlertSettings,
  AppError,
  line,
  localeOf,
  personalDataIn,
  type AlertBoard,
  type ErrorBody,
} from "@nhip/contracts";
import type { Context, Hono } from "hono";
import { z } from "zod";
import type { AlertWatch } from "../alert/alert-watch.ts";
import type { Models } from "../model/models.ts";
import type { AppDeps, LiveEnv } from "./app.ts";
import { boundedBody } from "./bounded-body.ts";
import { wardOf } from "./caller.ts";

const MAX_BODY_BYTES = 131_072;
const MAX_ENDED = 50;
const MAX_NOTE = 300;

export type AlertDeps = {
  alerts: Alerts;
  deliveries: Deliveries;
  alertWatch: AlertWatch;
  /** Whether this house can send mail. */
  mail: boolean;
};

const Key = z.string().min(1).max(200);
const Acknowledge = z.object({ key: Key, note: line(MAX_NOTE).optional() });
const Test = z.object({ channel: z.string().max(40) });

/** Rules on figures, the alerts that hold, and how their messages fared. */
export function addAlertRoutes(
  app: Hono<LiveEnv>,
  deps: AlertDeps & Pick<AppDeps, "wards" | "now"> & { models: Models },
): void {
  const { alerts, deliveries, alertWatch, models, now } = deps;
  const path = "/api/v1/wards/:ward/alerts";
  const knownWard = async (c: Context<LiveEnv>): Promise<string> => {
    const ward = wardOf(c);
    if (!(await deps.wards.find(ward))) throw new AppError("unknown-ward");
    return ward;
  };

  app.get(path, async (c) => {
    const ward = await knownWard(c);
    const [active, ended, records, settings] = await Promise.all([
      alerts.active(ward),
      alerts.ended(ward),
      alerts.records(ward),
      alerts.settings(ward),
    ]);
    const answer: AlertBoard = {
      ward,
      active,
      ended: ended.slice(0, MAX_ENDED),
      deliveries: records,
      settings: withoutSecrets(settings),
      mail: deps.mail,
    };
    return c.json(answer);
  });

  const limit = boundedBody(MAX_BODY_BYTES);
  app.put(`${path}/settings`, limit, async (c) => {
    const ward = await knownWard(c);
    const known = await alerts.settings(ward);
    const parsed = AlertSettings.safeParse(withSecrets(await c.req.json().catch(() => undefined), known));
    if (!parsed.success) return refused(c, parsed.error);
    const wrong = await wrongPlaces(parsed.data, ward);
    if (wrong.length > 0) return refused(c, new z.ZodError(wrong));
    await alerts.saveSettings(ward, parsed.data);
    await alertWatch.look(ward);
    c.set("particulars", { before: namesIn(known), after: namesIn(parsed.data) });
    return c.json({ settings: withoutSecrets(parsed.data) });
  });

  app.post(`${path}/acknowledge`, limit, async (c) => {
    const ward = await knownWard(c);
    const body = Acknowledge.safeParse(await c.req.json().catch(() => undefined));
    if (!body.success) return refused(c, body.error);
    const { key, note = "" } = body.data;
    if (personalDataIn(note, "prose")) throw new AppError("personal-data");
    if (!(await alerts.acknowledge(ward, key, now(), note))) throw new AppError("not-found");
    c.set("particulars", { target: key, ...(note === "" ? {} : { after: { note } }) });
    return c.json({ key });
  });

  app.post(`${path}/test`, limit, async (c) => {
    const ward = await knownWard(c);
    const body = Test.safeParse(await c.req.json().catch(() => undefined));
    if (!body.success) return refused(c, body.error);
    const { channel } = body.data;
    const settings = await alerts.settings(ward);
    if (!settings.channels.some(({ id }) => id === channel)) throw new AppError("not-found");
    const id = `test|${randomUUID()}`;
    await alerts.saveRecord(ward, { id, channel, name: "", state: "waiting", attempts: 0, at: now() });
    await deliveries.add({ id, ward, channel }, now());
    c.set("particulars", { target: channel });
    return c.json({ id }, 202);
  });

  /** What the schema cannot tell: unknown KPIs and channels, ids twice. */
  async function wrongPlaces(settings: AlertSettings, ward: string): Promise<z.core.$ZodIssue[]> {
    const { catalogue } = await models.of(ward);
    const channels = new Set(settings.channels.map(({ id }) => id));
    const issue = (at: (string | number)[]): z.core.$ZodIssue => ({
      code: "custom",
      path: at,
      message: "invalid-value",
      input: undefined,
    });
    const twice = (ids: string[], at: string) =>
      ids.flatMap((id, n) => (ids.indexOf(id) < n ? [issue([at, n, "id"])] : []));
    return [
      ...settings.rules.flatMap(({ when, to }, n) => [
        ...(when.kind !== "alarm" && !catalogue.byId(when.kpi) ? [issue(["rules", n, "when", "kpi"])] : []),
        ...to.flatMap((id, m) => (channels.has(id) ? [] : [issue(["rules", n, "to", m])])),
      ]),
      ...twice(
        settings.rules.map(({ id }) => id),
        "rules",
      ),
      ...twice(
        settings.channels.map(({ id }) => id),
        "channels",
      ),
    ];
  }
}

/** Secrets do not leave the server: an empty one stands for the one that is kept. */
function withoutSecrets(settings: AlertSettings): AlertSettings {
  const channels = settings.channels.map((one) => (one.kind === "webhook" ? { ...one, secret: "" } : one));
  return { ...settings, channels };
}

/** What the audit log keeps of them: names, never where to or by which secret. */
function namesIn({ rules, channels, quiet }: AlertSettings): object {
  const nameOf = (one: { id: string; name?: string }): string => one.name ?? one.id;
  return { rules: rules.map(nameOf), channels: channels.map(nameOf), quiet };
}

function withSecrets(sent: unknown, known: AlertSettings): unknown {
  if (typeof sent !== "object" || sent === null || !("channels" in sent) || !Array.isArray(sent.channels))
    return sent;
  const channels: unknown[] = sent.channels;
  const filled = channels.map((one) => {
    if (typeof one !== "object" || one === null || !("secret" in one) || one.secret !== "") return one;
    const old = known.channels.find((kept) => "id" in one && kept.id === one.id);
    return old?.kind === "webhook" ? { ...one, secret: old.secret } : one;
  });
  return { ...sent, channels: filled };
}

function refused(c: Context<LiveEnv>, error: z.core.$ZodError): Response {
  const vi = localeOf(c.req.header("accept-language")) === "vi";
  const issues = error.issues.map((issue) => ({
    path: issue.path.join("."),
    code: "invalid-value" as const,
    message: vi ? "Giá trị không hợp lệ." : "The value is not valid.",
  }));
  const message = vi
    ? `Chưa lưu được: sai ở ${issues.map(({ path }) => path).join(", ")}.`
    : `Not saved: wrong at ${issues.map(({ path }) => path).join(", ")}.`;
  const body: ErrorBody = { code: "invalid-value", message, requestId: c.get("requestId"), issues };
  return c.json(body, 422);
}
