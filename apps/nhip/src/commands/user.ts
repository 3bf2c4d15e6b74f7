import { parseArgs } from "node:util";
import { AppError, ROLES, UNIT_ROLES, WardId } from "@nhip/contracts";
import { createPeople, foldName } from "@nhip/people";
import { createTrail, type Account } from "@nhip/backbone";
import { UsageError, type Context } from "../context.ts";

const USAGE =
  "user add NAME --role R --ward W [--unit U] | user list | user disable NAME | user enable NAME | user invite NAME | " +
  "user reset-factor NAME";

/** `user add NAME --role R --ward W [--unit U]` · `user list` · `user disable|enable|invite|reset-factor NAME` */
export async function user(args: string[], context: Context): Promise<number> {
  const [verb, ...rest] = args;
  switch (verb) {
    case "add":
      return add(rest, context);
    case "list":
      return list(context);
    case "disable":
    case "enable":
    case "invite":
    case "reset-factor":
      return change(verb, rest, context);
    default:
      throw new UsageError(USAGE);
  }
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
  if (name === undefined || positionals.length > 1) throw new UsageError(USAGE);
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

async function list(context: Context): Promise<number> {
  const people = createPeople(context);
  const accounts = (await people.accounts.list()).map((account) => ({
    id: account.id,
    name: account.name,
    role: account.role,
    wards: account.wards,
    units: account.units,
    state: stateOf(account),
    secondFactor: account.secondFactor !== null,
    singleSignOn: account.subject !== null,
    createdAt: new Date(account.createdAt).toISOString(),
  }));
  context.print({ accounts });
  for (const { name, role, wards, units, state, secondFactor } of accounts)
    context.say(
      [
        name,
        role,
        [...(wards ?? ["*"]), ...units].join(","),
        STATE_WORDS[state],
        secondFactor ? "2 lớp" : "",
      ].join("  "),
    );
  if (accounts.length === 0) context.say("Chưa có tài khoản nào. (no accounts)");
  return 0;
}

const STATE_WORDS = { active: "đang dùng", invited: "chưa đặt mật khẩu", disabled: "đã khóa" } as const;
function stateOf({ disabled, password, subject }: Account): keyof typeof STATE_WORDS {
  if (disabled) return "disabled";
  return password === null && subject === null ? "invited" : "active";
}

/** What is done to an account that is there. */
async function change(
  verb: "disable" | "enable" | "invite" | "reset-factor",
  args: string[],
  context: Context,
): Promise<number> {
  const [name = ""] = args;
  const people = createPeople(context);
  const account = await people.accounts.findByName(foldName(name));
  if (!account) throw new UsageError(`không có tài khoản ${name} (no such account)`);
  const { id, name: kept } = account;
  switch (verb) {
    case "disable":
    case "enable": {
      const disabled = verb === "disable";
      const { before } = await (disabled ? people.disable(id) : people.enable(id));
      await record(context, `user.${verb}`, kept, { disabled: before.disabled }, { disabled });
      context.print({ id, name: kept, disabled });
      context.say(`${disabled ? "Đã khóa" : "Đã mở"} tài khoản ${kept}. Có hiệu lực trong vòng 5 giây.`);
      return 0;
    }
    case "invite": {
      if (account.disabled)
        throw new UsageError(`tài khoản ${kept} đang bị khóa: mở trước (disabled: enable it first)`);
      const link = `${context.settings.PUBLIC_URL}/moi#${await people.invite(id)}`;
      await record(context, "user.invite", kept, undefined, undefined);
      context.print({ id, name: kept, link });
      context.say(
        `Liên kết mới cho ${kept}, dùng một lần, trong 7 ngày; liên kết trước đó không còn hiệu lực:`,
      );
      context.say(link);
      return 0;
    }
    case "reset-factor": {
      const { before, after } = await people.resetFactor(id);
      const told = ({ secondFactor }: Account) => ({ secondFactor: secondFactor !== null });
      await record(context, "user.reset-factor", kept, told(before), told(after));
      context.print({ id, name: kept, secondFactor: false });
      context.say(`Đã bỏ lớp xác thực thứ hai của ${kept}. Người dùng đăng nhập bằng mật khẩu rồi bật lại.`);
      return 0;
    }
  }
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
