import { BlockList, isIP } from "node:net";
import type { ApiKeys } from "@nhip/backbone";
import { AppError } from "@nhip/contracts";

/**
 * What a caller may read: every ward (`null`) or those of its key. Until people can sign in, only those who sit at this
 * machine may write.
 */
export type Grant = { wards: readonly string[] | null; mayWrite: boolean };

type Caller = {
  address: string | undefined;
  headers: Record<string, string | string[] | undefined>;
  token: string | undefined;
};

const LOCAL_NAMES = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/i;
/** Any of these says that somebody stands between. A proxy that sends none of them cannot be told: see the README. */
const PROXY_HEADERS = ["x-forwarded-for", "x-forwarded-host", "x-real-ip", "forwarded", "via"];
const CACHE_MS = 2_000;
const MAX_CACHED = 1_000;

/**
 * Who may read. With a key of scope `read`, its wards. Without one, everything, from the networks in `openFrom` alone
 * (loopback unless set otherwise) until people can sign in. A request that came through a proxy, or that names a host
 * of its own (DNS rebinding), does not count as local.
 */
export function createAccess(deps: { apiKeys: ApiKeys; openFrom: string; now: () => number }) {
  const open = parseNetworks(deps.openFrom);
  const cache = new Map<string, { at: number; grant: Grant }>();

  async function ofKey(token: string): Promise<Grant> {
    const cached = cache.get(token);
    if (cached && deps.now() - cached.at < CACHE_MS) return cached.grant;
    const key = await deps.apiKeys.find(token);
    if (!key) throw new AppError("unauthorized");
    if (key.scope !== "read") throw new AppError("scope-not-allowed");
    if (cache.size >= MAX_CACHED) cache.clear();
    const grant: Grant = { wards: key.wards, mayWrite: false };
    cache.set(token, { at: deps.now(), grant });
    return grant;
  }

  async function of(caller: Caller): Promise<Grant> {
    if (caller.token) return ofKey(caller.token);
    if (!isOpenTo(open, caller)) throw new AppError("unauthorized");
    return { wards: null, mayWrite: isLoopback(plainAddress(caller.address ?? "")) };
  }

  return {
    of,

    /** A socket's grant; a page of a foreign origin is refused before anything else. */
    async ofSocket(handshake: {
      address: string;
      headers: Record<string, string | string[] | undefined>;
      auth: Record<string, unknown>;
    }): Promise<Grant> {
      const { origin, host } = handshake.headers;
      if (typeof origin === "string" && hostOf(origin) !== host) throw new AppError("foreign-origin");
      const token =
        typeof handshake.auth["token"] === "string"
          ? handshake.auth["token"]
          : bearer(handshake.headers["authorization"]);
      return of({ address: handshake.address, headers: handshake.headers, token });
    },

    /** Throws AppError("ward-not-allowed") when a socket's grant does not cover a ward. */
    check(data: { grant?: Grant }, ward: string): void {
      const wards = data.grant?.wards;
      if (wards === undefined || (wards !== null && !wards.includes(ward)))
        throw new AppError("ward-not-allowed");
    },
  };
}
export type Access = ReturnType<typeof createAccess>;

/** The token of an `Authorization: Bearer` header. */
export function bearer(header: string | string[] | undefined): string | undefined {
  return typeof header === "string" ? /^Bearer\s+(\S+)$/i.exec(header)?.[1] : undefined;
}

function isOpenTo(open: BlockList, { address, headers }: Caller): boolean {
  if (!address || PROXY_HEADERS.some((name) => headers[name] !== undefined)) return false;
  const plain = plainAddress(address);
  const family = isIP(plain) === 6 ? "ipv6" : "ipv4";
  if (!open.check(plain, family)) return false;
  const host = headers["host"];
  return !isLoopback(plain) || (typeof host === "string" && LOCAL_NAMES.test(host));
}

const plainAddress = (address: string): string =>
  address.startsWith("::ffff:") ? address.slice(7) : address;
const isLoopback = (plain: string): boolean => plain === "::1" || plain.startsWith("127.");

/** Addresses and networks separated by commas: `127.0.0.0/8,::1`. Throws AppError("invalid-value"). */
function parseNetworks(text: string): BlockList {
  const list = new BlockList();
  for (const entry of text.split(",").map((part) => part.trim())) {
    if (entry === "") continue;
    const [address = "", bits] = entry.split("/");
    const version = isIP(address);
    const isSize =
      bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 6 ? 128 : 32));
    if (version === 0 || !isSize) throw new AppError("invalid-value", `OPEN_READING_FROM: ${entry}`);
    const family = version === 6 ? "ipv6" : "ipv4";
    list.addSubnet(address, bits === undefined ? (version === 6 ? 128 : 32) : Number(bits), family);
  }
  return list;
}

/** The host of an `Origin` header. */
export function hostOf(origin: string): string | undefined {
  try {
    return new URL(origin).host;
  } catch {
    return undefined;
  }
}
