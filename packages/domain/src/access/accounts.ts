import type { Caller, Role } from "@nhip/contracts";

type Standing = { role: Role; wards: readonly string[] | null };
/** An account as far as these rules look at it. */
export type Held = Standing & { id: string; disabled: boolean };

/** True where somebody may look after what belongs to these wards; `null` is all of them, which only all cover. */
export function coversAll(caller: Caller, wards: readonly string[] | null): boolean {
  if (caller.kind === "nobody") return false;
  return caller.wards === null || (wards !== null && wards.every((ward) => caller.wards?.includes(ward)));
}

/**
 * Why an account may not become what somebody asks for (`next`; `null` where it is switched off), or `null` where it may: an
 * administrator of some wards manages accounts of those alone, nobody takes away the own role, and somebody who may
 * administer every ward always remains.
 */
export function accountRefusal(
  caller: Caller,
  account: Held,
  next: Standing | null,
  all: readonly Held[],
): "ward-not-allowed" | "own-account" | "last-admin" | null {
  if (!coversAll(caller, account.wards) || (next !== null && !coversAll(caller, next.wards)))
    return "ward-not-allowed";
  const isLess = next === null || rankOf(next) < rankOf(account);
  if (caller.kind === "person" && caller.id === account.id && (isLess || next.role !== account.role))
    return "own-account";
  return isLess && !account.disabled && leavesNone(account, next, all) ? "last-admin" : null;
}

/** True where an account's change would leave nobody who may do what it may: administer every ward, or any. */
export function leavesNone(account: Held, next: Standing | null, all: readonly Held[]): boolean {
  const rank = rankOf(account);
  if (rank === 0 || (next !== null && rankOf(next) >= rank)) return false;
  return !all.some((one) => one.id !== account.id && !one.disabled && rankOf(one) >= rank);
}

/** 2 for an administrator of every ward, 1 for one of some, 0 for others. */
function rankOf({ role, wards }: Standing): 0 | 1 | 2 {
  if (role !== "admin") return 0;
  return wards === null ? 2 : 1;
}
