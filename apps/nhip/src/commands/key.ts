import { parseArgs } from "node:util";
import { KEY_SCOPES, SAMPLE_SOURCE } from "@nhip/backbone";
import { AppError, WardId, nfc } from "@nhip/contracts";
import { UsageError, type Context } from "../context.ts";
import { record } from "../record.ts";

const SOURCE = /^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,39}$/u;

/** `key create --ward W [--ward W2] --scope ingest|read [--source NAME]` · `key revoke ID` */
export async function key(args: string[], context: Context): Promise<number> {
  const [verb, ...rest] = args;
  if (verb === "create") return create(rest, context);
  if (verb === "revoke") return revoke(rest, context);
  throw new UsageError("key create … | key revoke ID");
}

async function create(args: string[], context: Context): Promise<number> {
  const { apiKeys, wards, say, print, now } = context;
  const { values } = parseArgs({
    args,
    options: {
      ward: { type: "string", multiple: true },
      scope: { type: "string" },
      source: { type: "string" },
    },
  });
  const scope = KEY_SCOPES.find((one) => one === values.scope);
  const wanted = values.ward ?? [];
  if (!scope) throw new UsageError(`--scope: ${KEY_SCOPES.join(" | ")}`);
  if (wanted.length === 0) throw new UsageError("--ward: thiếu mã phường (ward id is missing)");
  const bad = wanted.find((ward) => !WardId.safeParse(ward).success);
  if (bad !== undefined)
    throw new UsageError(`--ward ${bad}: chữ thường, số và gạch nối (lower case, digits, hyphens)`);
  // Some keyboards send letters and their marks apart; a name typed in two ways is one.
  const source = values.source === undefined ? undefined : nfc(values.source);
  if (source !== undefined && !SOURCE.test(source)) throw new UsageError(`--source ${source}`);
  if (source === SAMPLE_SOURCE)
    throw new UsageError(`--source ${SAMPLE_SOURCE}: tên này dành cho dữ liệu mẫu (reserved)`);
  for (const ward of wanted) await wards.ensure(ward);
  const made = await apiKeys.create({ scope, wards: wanted, ...(source ? { source } : {}) }, now());
  const after = { scope, source: source ?? made.id };
  await record(context, "key.create", { target: made.id, wards: wanted, after });
  print({ ...made, scope, wards: wanted, source: source ?? made.id });
  say(`Khóa ${made.id} (${scope}, ${wanted.join(", ")}) – chỉ hiện một lần, hãy cất giữ:`);
  say(made.key);
  return 0;
}

async function revoke(args: string[], context: Context): Promise<number> {
  const { apiKeys, say, print } = context;
  const [id] = args;
  if (!id) throw new UsageError("key revoke ID");
  try {
    const { wards, source } = await apiKeys.revoke(id);
    await record(context, "key.revoke", { target: id, wards, before: { source } });
  } catch (error) {
    if (error instanceof AppError && error.code === "not-found")
      throw new UsageError(`không có khóa ${id} (no such key)`);
    throw error;
  }
  print({ id, revoked: true });
  say(`Đã thu hồi khóa ${id}. Có hiệu lực trong vòng 5 giây.`);
  return 0;
}
