import { randomInt } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Role } from "@nhip/contracts";
import { createPeople, hashPassword, type People } from "@nhip/people";
import { sampleWard } from "@nhip/sample";
import type { Context } from "../context.ts";

type Ready = { name: string; role: Role; units: string[]; password: string };

/** Accounts of the sample ward, one for each role. */
const SAMPLE_ACCOUNTS: readonly Omit<Ready, "password">[] = [
  { name: "lanhdao", role: "leader", units: [] },
  { name: "chibo7", role: "secretary", units: ["chi-bo-7"] },
  { name: "to7", role: "head", units: ["to-7"] },
  { name: "motcua", role: "clerk", units: [] },
  { name: "quantri", role: "admin", units: [] },
];
/** Without letters and digits that look alike. */
const ALPHABET = "abcdefghkmnpqrstuvwxyz23456789";

/**
 * `welcome [--sample]`: what a start tells about signing in. While the house has no account: the sample ward's ready accounts
 * with passwords made here and now, or else a link by which the first administrator signs up, once.
 */
export async function welcome(args: string[], context: Context): Promise<number> {
  const { values } = parseArgs({ args, options: { sample: { type: "boolean" } } });
  const people = createPeople(context);
  const file = join(context.settings.DATA_DIR, "sample-accounts.json");
  if (await context.sampleState.ended()) rmSync(file, { force: true });
  if (values.sample && (await people.accounts.count()) === 0) await makeSampleAccounts(people, file);
  const accounts = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Ready[]) : [];
  const all = await people.accounts.list();
  const hasAdmin = all.some(
    ({ role, password, subject }) => role === "admin" && (password ?? subject) !== null,
  );
  const link = hasAdmin ? null : `${context.settings.PUBLIC_URL}/moi#${await firstInvitation(people)}`;
  context.print({ accounts, link });
  for (const { name, password, role } of accounts) context.say(`${name}  ${password}  ${role}`);
  if (link !== null) context.say(link);
  return 0;
}

/** Passwords are kept beside the made-up figures, for the next start to tell, and go with them. */
async function makeSampleAccounts(people: People, file: string): Promise<void> {
  const ready: Ready[] = [];
  for (const { name, role, units } of SAMPLE_ACCOUNTS) {
    const password = newPassword();
    const account = await people.add({ name, role, wards: role === "admin" ? null : [sampleWard.id], units });
    const hashed = await hashPassword(password, name);
    await people.accounts.change(account.id, (one) => ({ ...one, password: hashed }));
    ready.push({ name, role, units, password });
  }
  mkdirSync(join(file, ".."), { recursive: true });
  writeFileSync(file, JSON.stringify(ready, null, 2), { mode: 0o600 });
}

/** The administrator who is not there yet; each start makes a new link to the same account. */
async function firstInvitation(people: People): Promise<string> {
  const name = "quantri";
  const known = await people.accounts.findByName(name);
  const account = known ?? (await people.add({ name, role: "admin", wards: null }));
  return people.invite(account.id);
}

function newPassword(): string {
  const group = () => Array.from({ length: 4 }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
  return [group(), group(), group()].join("-");
}
