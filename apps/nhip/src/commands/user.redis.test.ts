import { randomUUID } from "node:crypto";
import { connect, createKeys, createTrail, createWards } from "@nhip/backbone";
import { createPeople } from "@nhip/people";
import { parseSettings } from "@nhip/runtime";
import { afterAll, beforeAll, expect, test } from "vitest";
import { UsageError, openContext, type Context } from "../context.ts";
import { user } from "./user.ts";

const WARD = "phuong-nguoi";
const ADDRESS = { address: "127.0.0.1", device: "test" };
const url = process.env["TEST_REDIS_URL"] ?? "";
const keys = createKeys(`t${randomUUID()}:`);
const redis = connect(url, "blocking", () => undefined);
const people = createPeople({ redis, keys, now: Date.now });
const printed: Record<string, unknown>[] = [];
let context: Context;

beforeAll(() => {
  const parsed = parseSettings({ REDIS_URL: url, PUBLIC_URL: "https://nhip.phuong.vn" });
  if (!parsed.ok) throw new Error(parsed.faults.join());
  const print = (document: object) => void printed.push({ ...document });
  context = { ...openContext(parsed.settings, true), redis, keys, wards: createWards(redis, keys), print };
});
afterAll(async () => {
  await context.close();
});

/** Runs `nhip user …` and gives what `--json` would print. */
async function run(...args: string[]): Promise<Record<string, unknown>> {
  expect(await user(args, context)).toBe(0);
  return printed.at(-1) ?? {};
}
const tokenOf = ({ link }: Record<string, unknown>): string => String(link).split("#")[1] ?? "";
const PASSWORD = "bến đò cây gạo 27";

test("an account is made with a link that works once; switched off it has no session, switched on it can sign in", async () => {
  const made = await run("add", "Hoa.BT3", "--role", "secretary", "--ward", WARD, "--unit", "chi-bo-3");
  expect(made).toMatchObject({ name: "hoa.bt3", role: "secretary", wards: [WARD], units: ["chi-bo-3"] });
  expect(made["link"]).toMatch(/^https:\/\/nhip\.phuong\.vn\/moi#.{20,}$/);
  expect(await run("list")).toMatchObject({ accounts: [{ name: "hoa.bt3", state: "invited" }] });

  const account = await people.invitations.setPassword(tokenOf(made), PASSWORD);
  await expect(people.invitations.setPassword(tokenOf(made), PASSWORD)).rejects.toMatchObject({
    code: "link-used",
  });
  const token = await people.open(account, ADDRESS);
  expect(await people.callerOf(token)).toBeDefined();
  await run("disable", "HOA.bt3");
  expect(await people.callerOf(token)).toBeUndefined();
  expect(await run("list")).toMatchObject({ accounts: [{ state: "disabled" }] });
  await expect(run("invite", "hoa.bt3")).rejects.toThrow(UsageError);

  await run("enable", "hoa.bt3");
  const again = await run("invite", "hoa.bt3");
  expect(tokenOf(again)).not.toBe(tokenOf(made));
  expect(await run("reset-factor", "hoa.bt3")).toMatchObject({ secondFactor: false });
  expect(await run("list")).toMatchObject({ accounts: [{ state: "active", secondFactor: false }] });
});

test("each deed is a line of the audit log, without the link", async () => {
  const { deeds } = await createTrail(redis, keys).list(undefined, 20);
  expect(deeds.map(({ what }) => what)).toEqual(
    ["reset-factor", "invite", "enable", "disable", "add"].map((verb) => `user.${verb}`),
  );
  expect(JSON.stringify(deeds)).not.toContain("/moi#");
});

test("wrong use is told, and nothing is made", async () => {
  const wrong = [
    [],
    ["add"],
    ["add", "x.y", "--role", "king", "--ward", WARD],
    ["add", "x.y", "--role", "leader"],
    ["add", "x.y", "--role", "secretary", "--ward", WARD],
    ["add", "x.y", "--role", "leader", "--ward", WARD, "--unit", "to-7"],
    ["add", "Hoa.BT3", "--role", "leader", "--ward", WARD],
    ["add", "có dấu cách", "--role", "leader", "--ward", WARD],
    ["disable", "khong.co"],
  ];
  for (const args of wrong) await expect(user(args, context)).rejects.toThrow(UsageError);
  expect(await people.accounts.list()).toHaveLength(1);
});
