import type { Keys, Redis } from "@nhip/backbone";
import { SESSION_COOKIE, UNIT_ROLES, type Role } from "@nhip/contracts";
import { createPeople } from "@nhip/people";

/** Gives the `Cookie` header of a session in a role; the same one whenever it is asked for again on the same day. */
export type SignIn = (role: Role, units?: readonly string[]) => Promise<string>;

const DAY_MS = 86_400_000;
/** Who can sign in at which address, for browsers that know no more than the address. */
const doors = new Map<string, SignIn>();

/** Opens sessions straight in the store, of accounts that see all wards: what a test is about is rarely a password. */
export function createSignIn(redis: Redis, keys: Keys, now: () => number = Date.now): SignIn {
  const people = createPeople({ redis, keys, now });
  const open = async (role: Role, units: readonly string[]): Promise<string> => {
    const name = [role, ...units].join("-");
    const account =
      (await people.accounts.findByName(name)) ??
      (await people.add({ name, role, wards: null, units: [...units] }));
    return `${SESSION_COOKIE}=${await people.open(account, { address: "127.0.0.1", device: "test" })}`;
  };
  const opened = new Map<string, Promise<string>>();
  return (role, units = UNIT_ROLES.includes(role) ? ["to-7"] : []) => {
    // A test that moves the clock by years leaves its sessions behind.
    const name = [role, ...units, Math.floor(now() / DAY_MS)].join("-");
    const cookie = opened.get(name) ?? open(role, units);
    opened.set(name, cookie);
    return cookie;
  };
}

/** Makes a way in known for a server's address. */
export function openDoor(origin: string, signIn: SignIn): void {
  doors.set(new URL(origin).origin, signIn);
}

/** The way in at an address. */
export function doorOf(url: string): SignIn {
  const door = doors.get(new URL(url).origin);
  if (!door) throw new Error(`nobody can sign in at ${url}`);
  return door;
}

/** Asks a server as somebody who is signed in: as a leader to read, as an administrator to write, unless told. */
export async function fetchAs(url: string, init: RequestInit & { as?: Role } = {}): Promise<Response> {
  const { as = init.method === undefined ? "leader" : "admin", ...rest } = init;
  const headers = new Headers(rest.headers);
  headers.set("cookie", await doorOf(url)(as));
  return fetch(url, { ...rest, headers });
}

/** The status of an answer to a leader; 0 when there is none within 3 s. */
export async function readStatus(url: string): Promise<number> {
  const answer = await fetchAs(url, { signal: AbortSignal.timeout(3_000) }).catch(() => null);
  await answer?.body?.cancel();
  return answer?.status ?? 0;
}
