import {
  AppError,
  type WardCatalogueEdit,
  errorMessage,
  localeOf,
  type CatalogueKpi,
  type CatalogueState,
  type ErrorBody,
  type Issue,
  type Locale,
  type WardSettings,
} from "@nhip/contracts";
import {
  catalogueChange,
  checkCatalogue,
  createCatalogue,
  dayOf,
  formulaText,
  issueOf,
  parsePeriod,
  reportingOf,
  targetFor,
  targetsAt,
  type KpiDefinition,
  type PlannedValue,
} from "@nhip/domain";
import type { Context, Hono } from "hono";
import { z } from "zod";
import type { AppDeps, LiveEnv } from "./app.ts";
import { boundedBody } from "./bounded-body.ts";
import { wardOf } from "./caller.ts";

const MAX_BODY_BYTES = 524_288;
const Body = z.object({
  catalogue: z.record(z.string(), z.unknown()),
  units: z.array(z.unknown()).optional(),
  version: z.string().max(64),
});
const CheckBody = Body.partial({ version: true });

/**
 * A ward's own catalogue: `GET …/catalogue`, `PUT …/catalogue {catalogue, units?, version}` and, to try a formula before
 * saving, `POST …/catalogue/check {catalogue, units?}`. What is saved is in force on every screen at once.
 */
export function addCatalogueRoutes(
  app: Hono<LiveEnv>,
  { wards, store, now }: Pick<AppDeps, "wards" | "store" | "now">,
): void {
  const path = "/api/v1/wards/:ward/catalogue";
  const limit = boundedBody(MAX_BODY_BYTES);
  async function stateOf(
    { settings, version }: { settings: WardSettings; version: string },
    locale: Locale,
  ): Promise<CatalogueState> {
    const targets = targetsAt(await store.readAll(settings.id, "target"), now());
    const { catalogue, units } = settings;
    const checked = checkCatalogue({ ...catalogue, units });
    return {
      ward: settings.id,
      version,
      settings: catalogue,
      units,
      kpis: rowsOf(settings, targets, now(), locale),
      issues: checked.ok ? [] : checked.problems.map((problem) => issueOf(problem, locale)),
    };
  }

  /** A unit that has reported stays, with a last day: its figures would have no name. */
  async function keepReported(before: WardSettings, after: WardSettings): Promise<void> {
    const stays = new Set(after.units.map(({ id }) => id));
    const gone = new Set(before.units.map(({ id }) => id).filter((id) => !stays.has(id)));
    if (gone.size === 0) return;
    for (const history of await store.readAll(before.id, "report"))
      for (const event of history)
        if (event.type === "indicator.reported" && event.data.unit !== undefined && gone.has(event.data.unit))
          throw new AppError("in-use");
  }

  app.get(path, async (c) => {
    const found = await wards.read(wardOf(c));
    if (!found) throw new AppError("unknown-ward");
    return c.json(await stateOf(found, localeIn(c)));
  });

  app.put(path, limit, async (c) => {
    const found = await wards.read(wardOf(c));
    if (!found) throw new AppError("unknown-ward");
    const { catalogue, units, version } = await bodyOf(c, Body);
    if (version !== found.version) throw new AppError("changed-meanwhile");
    const checked = checkEdit(catalogue, units ?? found.settings.units, localeIn(c));
    if (!checked.ok) return refused(c, checked.issues);
    const { units: newUnits, ...newCatalogue } = checked.edit;
    const settings = { ...found.settings, catalogue: newCatalogue, units: newUnits };
    await keepReported(found.settings, settings);
    const next = await wards.replace(settings, version);
    if (next === null) throw new AppError("changed-meanwhile");
    c.set("particulars", catalogueChange(found.settings, settings));
    return c.json(await stateOf({ settings, version: next }, localeIn(c)));
  });

  app.post(`${path}/check`, limit, async (c) => {
    const found = await wards.read(wardOf(c));
    if (!found) throw new AppError("unknown-ward");
    const { catalogue, units } = await bodyOf(c, CheckBody);
    const checked = checkEdit(catalogue, units ?? found.settings.units, localeIn(c));
    return c.json({ ok: checked.ok, issues: checked.ok ? [] : checked.issues });
  });
}

const localeIn = (c: Context<LiveEnv>): Locale => localeOf(c.req.header("accept-language"));

async function bodyOf<T>(c: Context<LiveEnv>, schema: z.ZodType<T>): Promise<T> {
  const body = schema.safeParse(await c.req.json().catch(() => undefined));
  if (!body.success) throw new AppError("unreadable");
  return body.data;
}

function checkEdit(
  catalogue: Record<string, unknown>,
  units: unknown,
  locale: Locale,
): { ok: true; edit: WardCatalogueEdit } | { ok: false; issues: Issue[] } {
  const checked = checkCatalogue({ ...catalogue, units });
  if (!checked.ok) return { ok: false, issues: checked.problems.map((problem) => issueOf(problem, locale)) };
  const { targets: _set, ...edit } = checked.file;
  return { ok: true, edit };
}

function refused(c: Context<LiveEnv>, issues: Issue[]): Response {
  const body: ErrorBody = {
    code: "invalid-value",
    message: issues[0]?.message ?? errorMessage("invalid-value", localeIn(c)),
    requestId: c.get("requestId"),
    issues,
  };
  return c.json(body, 422);
}

function rowsOf(
  { catalogue }: WardSettings,
  targets: readonly PlannedValue[],
  now: number,
  locale: Locale,
): CatalogueKpi[] {
  const { all, kpis } = createCatalogue(catalogue);
  const on = new Set(kpis.map(({ id }) => id));
  const year = parsePeriod(dayOf(now).slice(0, 4), dayOf(now));
  return all.map((kpi) => {
    const planned = year ? targetFor(targets, kpi.id, year) : null;
    return {
      id: kpi.id,
      label: kpi.label[locale],
      group: kpi.group,
      unit: kpi.unit,
      direction: kpi.direction,
      on: on.has(kpi.id),
      target: planned && { value: planned.value, period: planned.period, source: planned.source },
      thresholds: thresholdsOf(kpi),
      formula: formulaText(kpi, locale),
      reporting: reportingOf(kpi),
      legalSource: kpi.legalSource[locale],
    };
  });
}

function thresholdsOf({ watchFrom, watchAbove, watchBelow }: KpiDefinition): CatalogueKpi["thresholds"] {
  return {
    ...(watchFrom === undefined ? {} : { watchFrom }),
    ...(watchAbove === undefined ? {} : { watchAbove }),
    ...(watchBelow === undefined ? {} : { watchBelow }),
  };
}
