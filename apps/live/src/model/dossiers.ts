import {
  AppError,
  type DayRange,
  type DossierPage,
  type DossierRow,
  type DossierStatus,
} from "@nhip/contracts";
import type { WardStore } from "@nhip/backbone";
import {
  OPEN_INDEX,
  addDays,
  dayOf,
  daysBetween,
  dossierEvents,
  dossierRow,
  fold,
  isDay,
  type Day,
  type Dossier,
} from "@nhip/domain";
import type { WardModel } from "./ward-model.ts";

const PAGE = 50;
/** How many index entries one page may look through before it hands out a cursor. */
const MAX_LOOKED_AT = 5_000;
const DAYS_AT_ONCE = 31;

const OPEN_STATUSES: ReadonlySet<DossierStatus> = new Set([
  "open",
  "due-soon",
  "overdue",
  "waiting",
  "stopped",
]);
/** What a page hands out: where to go on in the open index, or a day and where to go on in it. */
const OPEN_CURSOR = /^\d{1,9}$/;
/** A `+` in a URL that nobody encoded comes as a space. */
const DAY_CURSOR = /^(\d{4}-\d\d-\d\d)[+ ](\d{1,9})$/;

export type DossierQuery = {
  status: DossierStatus;
  field: string | undefined;
  range: DayRange;
  cursor: string | undefined;
  now: number;
};
export type FoldedDossier = { code: string; dossier: Dossier };

/** Dossiers by code, folded under the ward's rules. */
export async function readFolded(
  store: WardStore,
  model: WardModel,
  codes: readonly string[],
): Promise<FoldedDossier[]> {
  const found = await store.readDossiers(model.ward, codes);
  return found.map(({ code, history }) => ({ code, dossier: fold(dossierEvents(history), model.rules) }));
}

/**
 * One page of dossiers with a status. Open ones come soonest due first; others newest day first, out of the days of
 * `range`. `cursor` is what the page before handed out. Rejects with AppError("invalid-value") for any other.
 */
export async function listDossiers(
  store: WardStore,
  model: WardModel,
  query: DossierQuery,
): Promise<Omit<DossierPage, "total">> {
  const { status, field, now } = query;
  const wanted = (row: DossierRow | null, day: Day | null): row is DossierRow =>
    row !== null && hasStatus(row, status, day) && (field === undefined || row.field === field);
  const walk = OPEN_STATUSES.has(status) ? openCodes(store, model, query) : codesByDay(store, model, query);
  const dossiers: DossierRow[] = [];
  let cursor: string | null = null;
  let looked = 0;
  for await (const { codes, day, next } of walk) {
    for (const { code, dossier } of await readFolded(store, model, codes)) {
      const row = dossierRow(code, dossier, model.rules, now);
      if (wanted(row, day)) dossiers.push(row);
    }
    looked += codes.length;
    cursor = next;
    if (dossiers.length >= PAGE || looked >= MAX_LOOKED_AT) break;
  }
  return { ward: model.ward, status, rev: model.rev, dossiers, cursor };
}

/** A dossier stands on several days; among those of a day it is listed on the one that the status speaks of. */
function hasStatus(row: DossierRow, status: DossierStatus, day: Day | null): boolean {
  if (status === "open") return row.closedAt === null;
  if (day === null) return row.status === status;
  if (status === "received") return row.receivedAt.startsWith(day);
  if (!row.closedAt?.startsWith(day)) return false;
  return status === "resolved"
    ? ["early", "on-time", "late", "undated"].includes(row.status)
    : row.status === status;
}

/** Codes to look at, the day whose index they come from (`null` for the open index), and where to go on. */
type Step = { codes: string[]; day: Day | null; next: string | null };

async function* openCodes(
  store: WardStore,
  model: WardModel,
  { status, cursor, now }: DossierQuery,
): AsyncGenerator<Step> {
  const from = status === "due-soon" ? now : -Infinity;
  const to = status === "overdue" ? now : Infinity;
  if (cursor && !OPEN_CURSOR.test(cursor)) throw new AppError("invalid-value", "cursor");
  for (let offset = Number(cursor ?? 0); ; offset += PAGE) {
    const codes = await store.readIndex(model.ward, OPEN_INDEX, { from, to, offset, limit: PAGE });
    const next = codes.length < PAGE ? null : String(offset + PAGE);
    yield { codes, day: null, next };
    if (next === null) return;
  }
}

async function* codesByDay(
  store: WardStore,
  model: WardModel,
  { range, cursor, now }: DossierQuery,
): AsyncGenerator<Step> {
  const today = dayOf(now);
  const first = range.to < today ? range.to : today;
  const { day: cursorDay, offset: cursorOffset } = dayCursorOf(cursor);
  let day: Day = cursorDay && cursorDay >= range.from && cursorDay <= first ? cursorDay : first;
  let offset = cursorOffset;
  while (day >= range.from) {
    const days = Array.from({ length: Math.min(DAYS_AT_ONCE, daysBetween(range.from, day) + 1) }, (_, n) =>
      addDays(day, -n),
    );
    const byDay = await store.readDays(model.ward, days);
    for (const [n, all] of byDay.entries()) {
      const codes = all.toReversed().slice(offset, offset + PAGE * 4);
      offset += codes.length;
      const more = offset < all.length;
      const here = days[n] ?? day;
      const next = more ? `${here}+${offset}` : here > range.from ? `${addDays(here, -1)}+0` : null;
      if (!more) offset = 0;
      if (codes.length > 0 || next === null) yield { codes, day: here, next };
      if (more) {
        day = here;
        break;
      }
      day = addDays(here, -1);
    }
  }
}

function dayCursorOf(cursor: string | undefined): { day: Day | undefined; offset: number } {
  if (!cursor) return { day: undefined, offset: 0 };
  const [, day = "", offset] = DAY_CURSOR.exec(cursor) ?? [];
  if (!isDay(day)) throw new AppError("invalid-value", "cursor");
  return { day, offset: Number(offset) };
}
