import { parseArgs } from "node:util";
import { openQueue } from "@nhip/backbone";
import { AppError, MAX_QUARANTINE_PAGE, type QuarantineBulk } from "@nhip/contracts";
import { formatInstant } from "@nhip/domain";
import { createMending, faultMessage, type Fault, type Mending } from "@nhip/intake";
import { UsageError, type Context } from "../context.ts";
import { record } from "../record.ts";
import { withValues } from "../with-values.ts";

const LISTED = 50;

/**
 * `quarantine list --ward W [--code C] [--source S] [--limit N] [--cursor X]` · `quarantine history --ward W` ·
 * `quarantine send KEY --ward W [--set place=value …]` · `quarantine send --all --code C --ward W` ·
 * `quarantine dismiss KEY … --ward W --reason TEXT`
 */
export async function quarantine(args: string[], context: Context): Promise<number> {
  const [verb, ...rest] = args;
  const { values, positionals } = parseArgs({
    args: rest,
    allowPositionals: true,
    options: {
      ward: { type: "string" },
      code: { type: "string" },
      source: { type: "string" },
      limit: { type: "string" },
      cursor: { type: "string" },
      set: { type: "string", multiple: true },
      all: { type: "boolean", default: false },
      reason: { type: "string" },
    },
  });
  const ward = values.ward ?? "";
  if (!(await context.wards.find(ward)))
    throw new UsageError(`--ward ${ward}: chưa có phường này (no such ward)`);
  const filter = { code: values.code, source: values.source, cursor: values.cursor };
  const limit = Number(values.limit ?? LISTED);
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_QUARANTINE_PAGE)
    throw new UsageError(`--limit: 1 … ${MAX_QUARANTINE_PAGE}`);
  const [key] = positionals;

  switch (verb) {
    case "list":
      return list(ward, { ...filter, limit }, context);
    case "history":
      return history(ward, { cursor: values.cursor, limit }, context);
    case "send":
      if (values.all !== (key === undefined) || positionals.length > 1)
        throw new UsageError("quarantine send KEY … | quarantine send --all --code MÃ");
      if (key === undefined && values.code === undefined)
        throw new UsageError("--all: thiếu --code (missing)");
      return withMending(context, (mending) =>
        key === undefined
          ? sendAll(ward, filter, mending, context)
          : send(ward, key, values.set ?? [], mending, context),
      );
    case "dismiss":
      if (positionals.length === 0) throw new UsageError("quarantine dismiss KEY …");
      if (!values.reason) throw new UsageError("--reason: thiếu lý do (a reason is missing)");
      return withMending(context, (mending) =>
        dismiss(ward, positionals, values.reason ?? "", mending, context),
      );
    default:
      throw new UsageError("quarantine list … | history … | send … | dismiss …");
  }
}

type Listed = Parameters<Context["quarantine"]["page"]>[1];

async function list(ward: string, options: Listed, context: Context): Promise<number> {
  const summary = await context.quarantine.summary(ward);
  const page = await context.quarantine.page(ward, options);
  context.print({ ward, ...summary, ...page });
  for (const { key, path, code, source, seen, firstSeenAt, line } of page.entries) {
    context.say(
      `${key}  ${formatInstant(firstSeenAt)}  ${source}  ×${seen}  ${String(line["subject"] ?? line["id"] ?? "")}`,
    );
    context.say(`    ${faultMessage({ path, code }, "vi")}`);
  }
  const more = page.cursor === null ? "" : `, xem tiếp bằng --cursor ${page.cursor}`;
  context.say(`${page.entries.length} trên ${page.total} dòng; ${summary.count} dòng chờ sửa cả thảy${more}`);
  return 0;
}

async function history(ward: string, options: Listed, context: Context): Promise<number> {
  const found = await context.quarantine.history(ward, options);
  context.print({ ward, ...found });
  for (const { key, trail } of found.entries) {
    const last = trail.at(-1);
    if (last)
      context.say(
        `${key}  ${formatInstant(last.at)}  ${last.how === "mended" ? `đã gửi ${last.event}` : `bỏ qua: ${last.reason}`}`,
      );
  }
  context.say(
    `${found.mended} lần gửi lại, ${found.dismissed} lần bỏ qua, ${found.forgotten} dòng quá cũ không còn giữ`,
  );
  return 0;
}

async function withMending(
  { settings, keys, quarantine, now }: Context,
  work: (mending: Mending) => Promise<number>,
): Promise<number> {
  const { REDIS_URL: url, QUEUE_SHARDS: shards } = settings;
  const queue = openQueue({ url, keys, shards, onError: () => undefined, purpose: "errand" });
  try {
    return await work(createMending({ quarantine, add: queue.add, now, by: "command" }));
  } finally {
    await queue.close();
  }
}

async function send(
  ward: string,
  key: string,
  changes: readonly string[],
  mending: Mending,
  context: Context,
): Promise<number> {
  const entry = await context.quarantine.find(ward, key);
  if (!entry) throw noEntry(key);
  const event = changes.length === 0 ? undefined : withValues(entry.line, changes);
  const result = await mending.send(ward, key, event).catch((error: unknown) => {
    throw error instanceof AppError && error.code === "not-found" ? noEntry(key) : error;
  });
  if (!result.ok) return refused(result, context);
  const { ok: _ok, ...sent } = result;
  await record(context, "quarantine.send", { ward, target: key });
  context.print(sent);
  context.say(`Đã gửi ${key}; sự kiện ${result.event.replace("\t", " / ")} sẽ được tính.`);
  return 0;
}

async function sendAll(
  ward: string,
  filter: Parameters<Mending["sendMany"]>[1],
  mending: Mending,
  context: Context,
): Promise<number> {
  const { print, say } = context;
  const sum = { done: 0, refused: 0 };
  let { cursor } = filter;
  do {
    const part: QuarantineBulk = await mending.sendMany(ward, { ...filter, cursor });
    sum.done += part.done;
    sum.refused += part.refused;
    cursor = part.cursor ?? undefined;
  } while (cursor !== undefined);
  await record(context, "quarantine.send", { ward, after: { code: filter.code, ...sum } });
  print(sum);
  say(`Đã gửi ${sum.done} dòng; ${sum.refused} dòng vẫn chưa hợp lệ và còn chờ.`);
  return sum.refused === 0 ? 0 : 1;
}

async function dismiss(
  ward: string,
  keys: readonly string[],
  reason: string,
  mending: Mending,
  context: Context,
): Promise<number> {
  const result = await mending.dismiss(ward, keys, reason);
  if (!result.ok) return refused(result, context);
  const { done, refused: gone } = result;
  await record(context, "quarantine.dismiss", { ward, after: { done, reason } });
  context.print({ done, refused: gone });
  context.say(`Đã bỏ qua ${done} dòng; ${gone} dòng không còn chờ.`);
  return gone === 0 ? 0 : 1;
}

function refused({ path, code }: Fault, { json, print }: Context): number {
  const message = faultMessage({ path, code }, "vi");
  print({ code: "nothing-valid", issues: [{ path, code, message }] });
  if (!json) process.stderr.write(`${message}\n`);
  return 1;
}

const noEntry = (key: string): UsageError => new UsageError(`không có dòng ${key} đang chờ (no such entry)`);
