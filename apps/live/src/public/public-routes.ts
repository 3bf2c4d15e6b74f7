import { createHash } from "node:crypto";
import { AppError, type Locale } from "@nhip/contracts";
import { mayPass } from "@nhip/domain";
import type { Context, Hono, MiddlewareHandler } from "hono";
import type { Access } from "../http/access.ts";
import type { AppDeps, LiveEnv } from "../http/app.ts";
import { addressOf } from "../http/address.ts";
import { entranceOf } from "../http/guard.ts";
import type { WardModel } from "../model/ward-model.ts";
import { publicFigures, type PublicFigures } from "./figures.ts";
import { sentPage, type Markup } from "./layout.ts";
import { createMinuteCache, createVisitorLimit } from "./minute-cache.ts";
import { openData } from "./open-data.ts";
import { publicPage } from "./page.ts";
import { publicPeriod } from "./public-period.ts";
import { publicWidget } from "./widget.ts";
import type { Sent } from "./words.ts";

const MAX_KEPT = 400;
/** A ward's people may share one address; a page of ours asks once. */
const VISITS_A_MINUTE = 1_200;
const MAX_ADDRESSES = 20_000;
const JSON_END = ".json";

const CSP = [
  "default-src 'none'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
];
const PAGE_CSP = [...CSP, "frame-ancestors 'none'"].join("; ");
const WIDGET_CSP = [...CSP, "frame-ancestors *"].join("; ");

const STATUS: Record<Sent, 404 | 429 | 503> = { unknown: 404, off: 404, period: 404, busy: 429, away: 503 };

type Made = { body: string; etag: string };
type Kept = { figures: PublicFigures; made: Map<string, Made> };

/**
 * What everybody may see of a ward, without a script and without signing in: the page `/cong-khai/{ward}`, the same figures
 * at `/cong-khai/{ward}.json`, and a card for other pages at `/cong-khai/{ward}/nhung`. One computation a ward, period and
 * minute, however many look (pitfall V12).
 */
export function addPublicRoutes(
  app: Hono<LiveEnv>,
  {
    access,
    models,
    now,
    version,
    publicUrl,
  }: Pick<AppDeps, "access" | "models" | "now" | "version" | "publicUrl">,
): void {
  const get = createMinuteCache<Kept>({ now, max: MAX_KEPT });
  const isWelcome = createVisitorLimit({ now, most: VISITS_A_MINUTE, max: MAX_ADDRESSES });
  const origin = new URL(publicUrl).origin;
  const open = forEverybody(access);

  async function send(c: Context<LiveEnv>, sent: Sent, asJson: boolean): Promise<Response> {
    if (asJson) {
      const codes = { unknown: "unknown-ward", off: "not-found", period: "unknown-period" } as const;
      throw new AppError(sent === "busy" ? "rate-limited" : sent === "away" ? "store-away" : codes[sent]);
    }
    const status = STATUS[sent];
    c.header("Content-Security-Policy", PAGE_CSP);
    c.header("Cache-Control", "no-store");
    if (status !== 404) c.header("Retry-After", "60");
    return c.html(await sentPage(sent, localeIn(c), version), status);
  }

  /** The kept figures that a request is about, or why there are none. */
  async function keptFor(c: Context<LiveEnv>, ward: string): Promise<Kept | Sent> {
    if (!isWelcome(addressOf(c))) return "busy";
    const model = await models.of(ward).catch((error: unknown): WardModel | Sent => {
      return error instanceof AppError && error.code === "unknown-ward" ? "unknown" : "away";
    });
    if (typeof model === "string") return model;
    if (!model.settings.publicPage.on) return "off";
    const period = publicPeriod(c.req.query("period"), now());
    if (!period) return "period";
    // Settings that changed are seen at once: another name, another way to complain.
    const { name, publicPage } = model.settings;
    const key = [ward, period.text, name, publicPage.complaints].join("\n");
    return get(key, async () => ({
      figures: await publicFigures(model, period, now()),
      made: new Map(),
    })).catch((): Sent => "away");
  }

  async function answer(
    c: Context<LiveEnv>,
    kept: Kept,
    kind: { name: string; type: string; csp: string; make: () => Markup | string },
  ): Promise<Response> {
    let made = kept.made.get(kind.name);
    if (!made) {
      const body = String(await kind.make());
      made = { body, etag: `"${createHash("sha1").update(body).digest("base64url")}"` };
      kept.made.set(kind.name, made);
    }
    c.header("ETag", made.etag);
    c.header("Cache-Control", "public, max-age=60");
    c.header("Content-Security-Policy", kind.csp);
    if (isSame(c.req.header("if-none-match"), made.etag)) return c.body(null, 304);
    c.header("Content-Type", kind.type);
    return c.body(made.body);
  }

  app.get("/cong-khai/:publicWard", open, async (c) => {
    const named = c.req.param("publicWard");
    const asJson = named.endsWith(JSON_END);
    const kept = await keptFor(c, asJson ? named.slice(0, -JSON_END.length) : named);
    if (typeof kept === "string") return send(c, kept, asJson);
    const locale = localeIn(c);
    if (asJson) {
      c.header("Access-Control-Allow-Origin", "*");
      const make = () => JSON.stringify(openData(kept.figures, locale));
      return answer(c, kept, { name: `json ${locale}`, type: "application/json", csp: PAGE_CSP, make });
    }
    const make = () => publicPage(kept.figures, { locale, version, origin, now: kept.figures.computedAt });
    return answer(c, kept, { name: `page ${locale}`, type: HTML, csp: PAGE_CSP, make });
  });

  app.get("/cong-khai/:publicWard/nhung", open, async (c) => {
    const kept = await keptFor(c, c.req.param("publicWard"));
    if (typeof kept === "string") return send(c, kept, false);
    const locale = localeIn(c);
    const asked = c.req.query("theme");
    const theme = asked === "dark" || asked === "light" ? asked : undefined;
    const make = () =>
      publicWidget(kept.figures, { locale, version, theme, origin, now: kept.figures.computedAt });
    return answer(c, kept, { name: `card ${locale} ${theme ?? ""}`, type: HTML, csp: WIDGET_CSP, make });
  });
}

const HTML = "text/html; charset=UTF-8";

/** Vietnamese unless the address says otherwise: one address is one text, for whoever keeps copies in between. */
const localeIn = (c: Context<LiveEnv>): Locale => (c.req.query("lang") === "en" ? "en" : "vi");

const isSame = (asked: string | undefined, etag: string): boolean =>
  asked !== undefined && asked.split(",").some((one) => one.trim().replace(/^W\//, "") === etag);

/** Passes what the policy opens to everybody, and asks nobody who they are; a token that is sent has to be somebody's. */
function forEverybody(access: Access): MiddlewareHandler<LiveEnv> {
  return async (c, next) => {
    const entrance = entranceOf(c);
    if (!entrance || !mayPass("nobody", `${entrance.method} ${entrance.pattern}`))
      throw new AppError("unauthorized");
    const authorization = c.req.header("authorization");
    if (authorization !== undefined) await access.of({ authorization });
    await next();
  };
}
