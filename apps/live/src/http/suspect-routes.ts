import { reasonKey, type KeptReason, type SuspectReasons } from "@nhip/backbone";
import {
  AppError,
  SUSPECT_KINDS,
  SuspectReasonPost,
  localeOf,
  personalDataIn,
  type Locale,
  type SuspectGroup,
  type SuspectKind,
  type SuspectPage,
  type SuspectRow,
} from "@nhip/contracts";
import { SUSPECT_THRESHOLDS, formatInstant, suspectKindText, suspectQuestion } from "@nhip/domain";
import type { Context, Hono } from "hono";
import type { FoundSuspect, SuspectReader, SuspectReading } from "../model/suspects.ts";
import type { Models } from "../model/models.ts";
import type { WardModel } from "../model/ward-model.ts";
import type { LiveEnv } from "./app.ts";
import { boundedBody } from "./bounded-body.ts";
import { wardOf } from "./caller.ts";

const MAX_BODY_BYTES = 16_384;
const PAGE = 50;
/** As many answers without one delivery say that the source does not tell deliveries. */
const ENOUGH_ANSWERS = 10;

export type SuspectDeps = { suspects: SuspectReader; suspectReasons: SuspectReasons };

/** A suspect with what officers said about it, and its place in the order of a page. */
type Told = FoundSuspect & { reasons: readonly KeptReason[]; place: string };

/** Patterns worth a question, with the dossiers behind them, and the reasons that officers give. */
export function addSuspectRoutes(
  app: Hono<LiveEnv>,
  deps: SuspectDeps & { models: Models; now: () => number },
): void {
  const { suspects, suspectReasons, models, now } = deps;
  const path = "/api/v1/wards/:ward/suspects";
  const modelOf = async (c: Context<LiveEnv>): Promise<WardModel> => {
    return models.of(wardOf(c));
  };

  app.get(path, async (c) => {
    const asked = c.req.query("kind");
    const cursor = c.req.query("cursor");
    const kind = SUSPECT_KINDS.find((one) => one === asked);
    if (asked !== undefined && !kind) throw new AppError("invalid-value", "kind");
    const model = await modelOf(c);
    const reading = await suspects(model, now());
    const all = toldBy(reading, await suspectReasons.all(model.ward));
    const wanted = all.filter(({ suspect }) => kind === undefined || suspect.kind === kind);
    const rest = wanted.filter(({ place }) => cursor === undefined || place > cursor);
    const shown = rest.slice(0, PAGE);
    const locale = localeOf(c.req.header("accept-language"));
    const answer: SuspectPage = {
      ward: model.ward,
      rev: reading.rev,
      asOf: formatInstant(reading.now),
      kinds: SUSPECT_KINDS.map((one) => groupOf(one, all, reading, locale)),
      rows: shown.map((one) => rowOf(one, locale)),
      cursor: rest.length > shown.length ? (shown.at(-1)?.place ?? null) : null,
      looked: reading.looked,
      complete: reading.complete,
    };
    return c.json(answer);
  });

  const limit = boundedBody(MAX_BODY_BYTES);
  app.post(`${path}/reason`, limit, async (c) => {
    const model = await modelOf(c);
    const body = SuspectReasonPost.safeParse(await c.req.json().catch(() => undefined));
    if (!body.success) throw new AppError("invalid-value");
    const { code, kind, reason } = body.data;
    if (personalDataIn(reason, "prose")) throw new AppError("personal-data");
    const at = now();
    const { found } = await suspects(model, at);
    if (!found.some((one) => one.code === code && one.suspect.kind === kind)) throw new AppError("not-found");
    await suspectReasons.add(model.ward, kind, code, { reason, at });
    c.set("particulars", { target: code, after: { kind, reason } });
    return c.json({ code, kind });
  });
}

/** In the order of a page: without a reason first, then by since when. */
function toldBy({ found }: SuspectReading, kept: ReadonlyMap<string, readonly KeptReason[]>): Told[] {
  return found
    .map((one): Told => {
      const { kind, since } = one.suspect;
      const reasons = kept.get(reasonKey(kind, one.code)) ?? [];
      const place = [reasons.length > 0 ? 1 : 0, String(since).padStart(15, "0"), kind, one.code].join("~");
      return { ...one, reasons, place };
    })
    .toSorted((a, b) => (a.place < b.place ? -1 : 1));
}

function groupOf(
  kind: SuspectKind,
  all: readonly Told[],
  { answered, delivered }: SuspectReading,
  locale: Locale,
): SuspectGroup {
  const own = all.filter(({ suspect }) => suspect.kind === kind);
  const explained = own.filter(({ reasons }) => reasons.length > 0).length;
  const mute = kind === "undelivered" && delivered === 0 && answered >= ENOUGH_ANSWERS;
  return {
    kind,
    ...suspectKindText(kind, SUSPECT_THRESHOLDS, locale),
    open: own.length - explained,
    explained,
    doubt: mute ? NO_DELIVERIES[locale] : null,
  };
}

const NO_DELIVERIES: Record<Locale, string> = {
  vi: "Các nguồn dữ liệu chưa gửi bước trả kết quả nào, nên câu hỏi này có thể chỉ do dữ liệu.",
  en: "No source has told any delivery, so this question may come from the data alone.",
};

function rowOf({ code, suspect, row, reasons }: Told, locale: Locale): SuspectRow {
  return {
    code,
    kind: suspect.kind,
    field: row.field,
    since: formatInstant(suspect.since),
    question: suspectQuestion(suspect, locale),
    dossier: row,
    reasons: reasons.map(({ reason, at }) => ({ reason, at: formatInstant(at) })),
  };
}
