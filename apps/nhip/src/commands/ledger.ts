import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { createTrail, createVerified, type TrailCheck } from "@nhip/backbone";
import type { WardSettings } from "@nhip/contracts";
import { createRules, formatInstant } from "@nhip/domain";
import type { Verification } from "@nhip/ledger";
import { UsageError, type Context } from "../context.ts";
import { record } from "../record.ts";
import { tellTrail } from "./audit.ts";

const DAY_MS = 86_400_000;
const SHOWN = 40;

/** `verify [--ward W]`: compares all figures with the log, while the system runs. Exit code 1 on any difference. */
export async function verify(args: string[], context: Context): Promise<number> {
  const { ledger, redis, keys, now, say, print } = context;
  const verified = createVerified(redis, keys);
  const startMs = now();
  const results: Verification[] = [];
  for (const settings of await wardsNamed(wardsIn(args), context)) {
    const { id } = settings;
    const rulesOf = async () => createRules(((await context.wards.find(id)) ?? settings).rules);
    const result = await ledger.verify(id, rulesOf);
    results.push(result);
    const { rev, ok, total } = result;
    await verified.save(id, { at: formatInstant(now()), rev, ok, differences: total });
    tell(result, say);
  }
  const trail: TrailCheck = await createTrail(redis, keys).verify();
  tellTrail(trail, say);
  const figures = results.every((result) => result.ok);
  const ok = figures && trail.ok;
  const seconds = (now() - startMs) / 1_000;
  print({ ok, seconds, peakMemoryMb: peakMemoryMb(), wards: results, audit: trail });
  if (figures && !ok) return 1;
  say(
    ok
      ? `Khớp. Đối chiếu xong trong ${seconds.toFixed(1)} giây. · All figures are as the log says.`
      : "KHÔNG KHỚP. Chạy «nhip rebuild» để lập lại số liệu từ nhật ký. · Figures differ; rebuild mends them.",
  );
  return ok ? 0 : 1;
}

function tell(
  { ward, rev, events, entities, counters, total, differences }: Verification,
  say: Context["say"],
) {
  say(
    `${ward}: lần ghi ${rev}, ${events} sự kiện, ${entities} hồ sơ và báo cáo, ${counters} bộ đếm, ${total} sai lệch`,
  );
  if (total === 0) return;
  const rows = differences
    .slice(0, SHOWN)
    .map(({ kind, key, expected, actual, detail }) => [kind, key, expected ?? "–", actual ?? "–", detail]);
  const head = ["loại", "ở đâu", "nhật ký", "kho", "chi tiết"];
  const widths = head.map((name, n) => Math.max(name.length, ...rows.map((row) => row[n]?.length ?? 0)));
  for (const row of [head, ...rows])
    say(
      `  ${row
        .map((cell, n) => cell.padEnd(widths[n] ?? 0))
        .join("  ")
        .trimEnd()}`,
    );
  if (total > rows.length)
    say(`  … và ${total - rows.length} sai lệch nữa · and more; --json tells up to 1,000`);
}

/** `rebuild [--ward W]`: makes dossiers, counters and indexes anew from the log; the system goes on meanwhile. */
export async function rebuild(args: string[], context: Context): Promise<number> {
  const { ledger, now, say, print } = context;
  const startMs = now();
  const wards = [];
  for (const { id, rules } of await wardsNamed(wardsIn(args), context)) {
    const result = await ledger.rebuild(id, createRules(rules));
    wards.push(result);
    say(
      `${id}: đã lập lại ${result.entities} hồ sơ và báo cáo từ ${result.events} sự kiện, lần ghi ${result.rev}.`,
    );
  }
  await record(context, "ledger.rebuild", { wards: wards.map(({ ward }) => ward) });
  print({ seconds: (now() - startMs) / 1_000, peakMemoryMb: peakMemoryMb(), wards });
  return 0;
}

/** `backup FILE`: everything that cannot be worked out again, in one file; the system goes on meanwhile. */
export async function backup(args: string[], context: Context): Promise<number> {
  const { ledger, queue, say, print } = context;
  const file = fileIn(args, "backup");
  await record(context, "ledger.backup", { target: file });
  const sum = await ledger.backup(queue(), file);
  print({ file, ...sum });
  say(`Đã sao lưu ${sum.wards} phường, ${sum.events} sự kiện vào ${file}.`);
  if (sum.waiting > 0) say(`Trong đó ${sum.waiting} gói đang chờ xử lý. · Batches that wait are in it, too.`);
  return 0;
}

/** `restore FILE`: puts a backup into an empty store and compares all figures at the end. */
export async function restore(args: string[], context: Context): Promise<number> {
  const { ledger, queue, say, print } = context;
  const file = fileIn(args, "restore");
  const { verifications, ...sum } = await ledger.restore(queue(), file);
  await record(context, "ledger.restore", { target: file });
  const ok = verifications.every((result) => result.ok);
  print({ file, ok, ...sum, wards: verifications });
  for (const result of verifications) tell(result, say);
  say(
    `Đã khôi phục ${sum.wards} phường, ${sum.events} sự kiện; ${ok ? "số liệu khớp" : "SỐ LIỆU KHÔNG KHỚP"}.`,
  );
  return ok ? 0 : 1;
}

/**
 * `replay FILE`: sends the events of a backup or a log file through the queue again. `replay`: puts the batches back on the
 * queue that were given up because their workers died over and over. Nothing counts twice.
 */
export async function replay(args: string[], context: Context): Promise<number> {
  const { ledger, queue, say, print } = context;
  if (args.length === 0) {
    const batches = await queue().failed();
    await queue().retryFailed();
    await record(context, "ledger.replay", { after: { batches } });
    print({ batches });
    say(`Đã đưa lại ${batches} lô bị để riêng vào hàng đợi. · Batches that were given up are queued again.`);
    return 0;
  }
  const file = fileIn(args, "replay");
  const { events } = await ledger.replay(queue(), file);
  await record(context, "ledger.replay", { target: file, after: { events } });
  print({ file, events });
  say(
    `Đã gửi lại ${events} sự kiện; sự kiện đã có không đếm lần nữa. · Sent again; what is known counts once.`,
  );
  return 0;
}

/** `archive --keep-days N [--ward W]`: moves older parts of the log out of Redis into compressed files. */
export async function archive(args: string[], context: Context): Promise<number> {
  const { ledger, now, say, print } = context;
  const { values } = parseArgs({ args, options: { "keep-days": { type: "string" }, ward: WARD_OPTION } });
  const days = Number(values["keep-days"]);
  if (!Number.isInteger(days) || days < 0) throw new UsageError("--keep-days: 0, 1, 2 …");
  const segments = [];
  for (const { id } of await wardsNamed(values.ward ?? [], context)) {
    const segment = await ledger.archive(id, now() - days * DAY_MS);
    if (segment) segments.push(segment);
    say(
      segment
        ? `${id}: lần ghi ${segment.from}–${segment.to} → ${segment.file}`
        : `${id}: không có gì để chuyển`,
    );
  }
  if (segments.length > 0) await record(context, "ledger.archive", { after: { keepDays: days } });
  print({ segments });
  return 0;
}

/** The most memory that this process has held. */
function peakMemoryMb(): number {
  return Math.round(process.resourceUsage().maxRSS / 1_024);
}

const WARD_OPTION = { type: "string", multiple: true } as const;

function wardsIn(args: string[]): string[] {
  return parseArgs({ args, options: { ward: WARD_OPTION } }).values.ward ?? [];
}

/** The wards of these ids; all where none is named. */
async function wardsNamed(ids: readonly string[], { wards }: Context): Promise<WardSettings[]> {
  const all = await wards.list();
  const unknown = ids.find((id) => !all.some((ward) => ward.id === id));
  if (unknown !== undefined) throw new UsageError(`--ward ${unknown}: không có phường này (no such ward)`);
  return ids.length === 0 ? all : all.filter(({ id }) => ids.includes(id));
}

function fileIn(args: string[], command: string): string {
  const { positionals } = parseArgs({ args, allowPositionals: true, options: {} });
  const [file, ...rest] = positionals;
  if (file === undefined || rest.length > 0) throw new UsageError(`${command} TỆP (FILE)`);
  return resolve(file);
}
