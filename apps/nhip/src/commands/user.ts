import { parseArgs } from "node:util";
import { AppError, ROLES, UNIT_ROLES, WardId } from "@nhip/contracts";
import { createPeople } from "@nhip/people";
import { createTrail } from "@nhip/backbone";
import { UsageError, type Context } from "../context.ts";

/** `user add NAME --role R --ward W [--unit U]` · `user disable NAME` */
export async function user(args: string[], context: Context): Promise<number> {
  const [verb, ...rest] = args;
  if (verb === "add") return add(rest, context);
  if (verb === "disable") return disable(rest, context);
  throw new UsageError("user add NAME --role R --ward W [--unit U] | user disable NAME");
}

/** Makes an account and the link by which its owner sets a password: nobody else ever knows it. */
async function add(args: string[], context: Context): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      role: { type: "string" },
      ward: { type: "string", multiple: true },
      unit: { type: "string", multiple: true },
    },
  });
  const [name] = positionals;
  const role = ROLES.find((one) => one === values.role);
  const wards = values.ward ?? [];
  const units = values.unit ?? [];
  if (name === undefined || positionals.length > 1) throw new UsageError("user add NAME …");
  if (!role) throw new UsageError(`--role: ${ROLES.join(" | ")}`);
  if (wards.length === 0) throw new UsageError("--ward: thiếu mã phường (ward id is missing)");
  const bad = wards.find((ward) => !WardId.safeParse(ward).success);
  if (bad !== undefined) throw new UsageError(`--ward ${bad}`);
  if (UNIT_ROLES.includes(role) !== units.length > 0)
    throw new UsageError(
      `--unit: cần với ${UNIT_ROLES.join(", ")}, không dùng với vai trò khác (needed for these roles alone)`,
    );
  for (const ward of wards) await context.wards.ensure(ward);
  const people = createPeople(context);
  try {
    const account = await people.add({ name, role, wards, units });
    const token = await people.invite(account.id);
    await record(context, "user.add", account.name, undefined, { role, wards, units });
    const link = `${context.settings.PUBLIC_URL}/moi#${token}`;
    context.print({ id: account.id, name: account.name, role, wards, units, link });
    context.say(`Tài khoản ${account.name} (${role}). Liên kết đặt mật khẩu, dùng một lần, trong 7 ngày:`);
    context.say(link);
    return 0;
  } catch (error) {
    if (error instanceof AppError && error.code === "name-taken")
      throw new UsageError(`đã có tài khoản ${name} (the name is taken)`);
    if (error instanceof AppError && error.code === "invalid-value")
      throw new UsageError(
        `tên tài khoản ${name}: 2–40 chữ, số, chấm, gạch (letters, digits, dots, hyphens)`,
      );
    throw error;
  }
}

async function disable(args: string[], context: Context): Promise<number> {
  const [name = ""] = args;
  const people = createPeople(context);
  const account = await people.accounts.findByName(name.normalize("NFC").trim().toLowerCase());
  if (!account) throw new UsageError(`không có tài khoản ${name} (no such account)`);
  await people.disable(account.id);
  await record(context, "user.disable", account.name, { disabled: false }, { disabled: true });
  context.print({ id: account.id, name: account.name, disabled: true });
  context.say(`Đã khóa tài khoản ${account.name}. Có hiệu lực trong vòng 5 giây.`);
  return 0;
}

function record(
  { redis, keys, now }: Context,
  what: string,
  target: string,
  before: unknown,
  after: unknown,
): Promise<void> {
  const who = { kind: "server", id: "", name: "nhip" } as const;
  return createTrail(redis, keys).add({ at: now(), who, what, from: "", target, before, after });
}
