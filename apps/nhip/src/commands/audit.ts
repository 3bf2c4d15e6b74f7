import { parseArgs } from "node:util";
import { createTrail, type TrailBreak, type TrailCheck } from "@nhip/backbone";
import { formatInstant } from "@nhip/domain";
import { UsageError, type Context } from "../context.ts";

const LISTED = 50;
const MAX_LISTED = 500;
const WHY: Record<TrailBreak["why"], string> = {
  changed: "bị sửa, hoặc chen vào (changed or put in)",
  gap: "bị lấy ra (a line was taken out)",
  cut: "phần cuối bị mất (its end is missing)",
};

/** `audit list [--find TEXT] [--ward W] [--limit N] [--cursor X]` · `audit verify`, exit code 1 where the chain is broken. */
export async function audit(args: string[], context: Context): Promise<number> {
  const [verb, ...rest] = args;
  if (verb === "list") return list(rest, context);
  if (verb !== "verify" || rest.length > 0)
    throw new UsageError("audit list [--find CHỮ] [--ward MÃ] | audit verify");
  const check = await createTrail(context.redis, context.keys).verify();
  context.print(check);
  tellTrail(check, context.say);
  return check.ok ? 0 : 1;
}

async function list(args: string[], { redis, keys, say, print }: Context): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      find: { type: "string" },
      ward: { type: "string" },
      limit: { type: "string" },
      cursor: { type: "string" },
    },
  });
  const limit = Number(values.limit ?? LISTED);
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LISTED)
    throw new UsageError(`--limit: 1 … ${MAX_LISTED}`);
  const { find, ward } = values;
  const found = await createTrail(redis, keys).list(
    values.cursor,
    limit,
    (deed) =>
      (ward === undefined || deed.ward === ward || (deed.wards ?? []).includes(ward)) &&
      (find === undefined ||
        [deed.who.name, deed.what, deed.target, deed.from].some((text) => text?.includes(find) ?? false)),
  );
  print(found);
  for (const { n, at, who, what, ward: about, target, from } of found.deeds)
    say(
      [`#${n}`, formatInstant(at), who.name || who.kind, what, about, target, from]
        .filter(Boolean)
        .join("  "),
    );
  if (found.cursor !== null) say(`xem tiếp bằng --cursor ${found.cursor}`);
  return 0;
}

/** Says how the audit log came out. Its last digest, kept elsewhere, shows later that nobody made the log anew. */
export function tellTrail({ ok, lines, digest, broken }: TrailCheck, say: Context["say"]): void {
  if (ok)
    return say(
      `Nhật ký thao tác: ${lines} dòng, nguyên vẹn. · Audit log whole; last digest ${digest || "–"}`,
    );
  say(`NHẬT KÝ THAO TÁC KHÔNG NGUYÊN VẸN từ dòng ${broken?.n ?? 0}: ${broken ? WHY[broken.why] : ""}`);
}
