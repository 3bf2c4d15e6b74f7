import {
  AppError,
  COMPARE_WITH,
  DOSSIER_STATUSES,
  EXPLAINED_PARTS,
  SERIES_BY,
  localeOf,
  parseInstant,
  type DossierPage,
} from "@nhip/contracts";
import type { WardSummary } from "@nhip/contracts";
import { callerRole, coversWard, dayOf, isDay, mayPass, startOfDay } from "@nhip/domain";
import type { Context, Hono } from "hono";
import { MAX_PAGE } from "../model/behind.ts";
import { listDossiers } from "../model/dossiers.ts";
import { explain, explainDossiers } from "../model/explanation.ts";
import { EARLIEST } from "../model/ledger.ts";
import { readPlan } from "../model/plan.ts";
import { bareItems, maskedSeries, wardPlan } from "../model/masked.ts";
import { readItems } from "../model/items.ts";
import { rangeOf, readKpis, readValue } from "../model/reading.ts";
import { replay } from "../model/replay.ts";
import { readSeries } from "../model/series.ts";
import { readServiceIndex } from "../model/service-index.ts";
import type { WardModel } from "../model/ward-model.ts";
import { pulseFor } from "../push/pulse.ts";
import type { AppDeps, LiveEnv } from "./app.ts";
import { wardOf } from "./caller.ts";

const FIELD = /^[a-z0-9-]{1,40}$/;
/** Minutes. */
const STEP = /^[1-9]\d{0,2}$/;
const REPLAY_STEP = 15;

/** What screens and scripts read. Every answer is computed from the ward's model, at one revision. */
export function addReadRoutes(
  app: Hono<LiveEnv>,
  deps: Pick<AppDeps, "models" | "store" | "wards" | "pipelines" | "lastPulse" | "now">,
): void {
  const { models, store, now } = deps;

  const modelOf = async (c: Context<LiveEnv>): Promise<WardModel> => {
    return models.of(wardOf(c));
  };
  const ask = (c: Context<LiveEnv>) => {
    const at = now();
    return {
      period: c.req.query("period") ?? "today",
      locale: localeOf(c.req.header("accept-language")),
      asOf: asOfOf(c.req.query("asOf"), at),
      now: at,
    };
  };

  app.get("/api/v1/pulse", (c) => {
    const pulse = deps.lastPulse();
    if (pulse === null) throw new AppError("store-away");
    return c.json(pulseFor(pulse, c.get("caller")));
  });

  app.get("/api/v1/wards", async (c) => {
    const all = (await deps.wards.list()).filter(({ id }) => coversWard(c.get("caller"), id));
    const found: WardSummary[] = await Promise.all(
      all.map(async ({ id, name, sample }) => ({ id, name, sample, rev: await store.readRev(id) })),
    );
    return c.json({ wards: found });
  });

  app.get("/api/v1/wards/:ward/kpis", async (c) => {
    const { period, ...options } = ask(c);
    const compare = COMPARE_WITH.find((one) => one === (c.req.query("compare") ?? "previous"));
    if (!compare) throw new AppError("invalid-value");
    return c.json(await readKpis(await modelOf(c), period, { ...options, compare }));
  });

  app.get("/api/v1/wards/:ward/plan", async (c) => {
    const { period: _today, ...options } = ask(c);
    const plan = await readPlan(await modelOf(c), c.req.query("period") ?? "year", options);
    return c.json(isWall(c) ? wardPlan(plan) : plan);
  });

  app.get("/api/v1/wards/:ward/kpis/:id/explain", async (c) => {
    const { period, ...options } = ask(c);
    const changes = c.req.query("changes") !== "none";
    const model = await modelOf(c);
    const explained = await explain({ store, model }, c.req.param("id"), period, { ...options, changes });
    const codes = mayPass(callerRole(c.get("caller")), "GET /api/v1/wards/:ward/kpis/:id/explain/dossiers");
    return c.json(codes ? explained : { ...explained, dossiers: [], cursor: null });
  });

  app.get("/api/v1/wards/:ward/kpis/:id/explain/dossiers", async (c) => {
    const { period, ...options } = ask(c);
    const part = EXPLAINED_PARTS.find((one) => one === (c.req.query("part") ?? "numerator"));
    if (!part) throw new AppError("invalid-value");
    const model = await modelOf(c);
    const limit = Number(c.req.query("limit") ?? 50);
    if (!Number.isInteger(limit) || limit < 1 || limit > MAX_PAGE) throw new AppError("invalid-value");
    const asked = { ...options, part, cursor: c.req.query("cursor"), limit };
    return c.json(await explainDossiers({ store, model }, c.req.param("id"), period, asked));
  });

  app.get("/api/v1/wards/:ward/replay", async (c) => {
    const { locale, now: at } = ask(c);
    const day = c.req.query("day") ?? dayOf(at);
    const step = c.req.query("step") ?? String(REPLAY_STEP);
    if (!isDay(day) || !STEP.test(step)) throw new AppError("invalid-value");
    return c.json(await replay(await modelOf(c), day, Number(step), { now: at, locale }));
  });

  app.get("/api/v1/wards/:ward/service-index", async (c) => {
    const { period: _today, ...options } = ask(c);
    return c.json(await readServiceIndex(await modelOf(c), c.req.query("period") ?? "year", options));
  });

  app.get("/api/v1/wards/:ward/kpis/:id/items", async (c) => {
    const { period, ...options } = ask(c);
    const model = await modelOf(c);
    const items = readItems(model, c.req.param("id"), rangeOf(period, options.now), options);
    return c.json(isWall(c) ? bareItems(items) : items);
  });

  app.get("/api/v1/wards/:ward/series", async (c) => {
    const { period, ...options } = ask(c);
    const by = SERIES_BY.find((one) => one === (c.req.query("by") ?? "day"));
    if (!by) throw new AppError("invalid-value");
    const model = await modelOf(c);
    const range = rangeOf(period, options.now);
    const series = await readSeries(model, c.req.query("kpi") ?? "", range, by, options);
    return c.json(isWall(c) ? maskedSeries(series) : series);
  });

  app.get("/api/v1/wards/:ward/dossiers", async (c) => {
    const at = now();
    const period = c.req.query("period") ?? "year";
    const status = DOSSIER_STATUSES.find((one) => one === (c.req.query("status") ?? "open"));
    const field = c.req.query("field") || undefined;
    if (!status || (field !== undefined && !FIELD.test(field))) throw new AppError("invalid-value");
    const model = await modelOf(c);
    const range = rangeOf(period, at);
    const page = await listDossiers(store, model, {
      status,
      field,
      range,
      cursor: c.req.query("cursor"),
      now: at,
    });
    const counted = field === undefined ? KPI_OF_STATUS[status] : null;
    const total = counted === null ? null : await readValue(model, counted, range, at);
    const answer: DossierPage = { ...page, total };
    return c.json(answer);
  });

  app.get("/api/v1/wards/:ward/pipeline", async (c) => c.json(await deps.pipelines.of(await modelOf(c))));
}

/** True for a wall display: what it shows is seen by whoever walks past. */
const isWall = (c: Context<LiveEnv>): boolean => c.get("caller").kind === "screen";

/** The KPI that counts the dossiers of a status; none where the catalogue has none. */
const KPI_OF_STATUS: Record<(typeof DOSSIER_STATUSES)[number], string | null> = {
  open: "dossiers.open",
  "due-soon": "dossiers.dueSoon",
  overdue: "dossiers.overdue",
  waiting: "dossiers.waiting",
  stopped: null,
  received: "dossiers.received",
  resolved: "dossiers.resolved",
  early: "dossiers.early",
  "on-time": "dossiers.onTime",
  late: "dossiers.late",
  undated: "dossiers.undated",
  withdrawn: null,
  rejected: null,
};

/** A query's `+` reads as a space in URLs; RFC 3339 has no space there, so it is put back. */
function asOfOf(text: string | undefined, now: number): number | undefined {
  if (text === undefined) return undefined;
  const at = parseInstant(text.replace(" ", "+"));
  if (at === undefined) throw new AppError("invalid-time");
  if (at > now) throw new AppError("time-in-future");
  if (at < startOfDay(EARLIEST)) throw new AppError("time-out-of-range");
  return at;
}
