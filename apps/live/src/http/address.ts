import { BlockList, isIP } from "node:net";
import type { Context } from "hono";
import type { LiveEnv } from "./app.ts";

/** Longer lists are nobody's proxies. */
const MAX_HOPS = 20;

/** The address that a request came from, in the one way in which all who ask for it see it. */
export function addressOf(c: Context<LiveEnv>): string {
  return c.get("address");
}

/**
 * Reads where a request comes from: the address at the other end of the line, and where that is one of the `trusted` proxies
 * (addresses and networks) the one that it names in `X-Forwarded-For`, and so on. What somebody else writes there is
 * believed as little as what stands to the left of it.
 */
export function createAddressReader(
  trusted: readonly string[],
): (remote: string | undefined, forwardedFor: string | undefined) => string {
  const proxies = new BlockList();
  for (const one of trusted) {
    const [address = "", bits] = one.split("/");
    const family = isIP(address) === 6 ? "ipv6" : "ipv4";
    if (bits === undefined) proxies.addAddress(address, family);
    else proxies.addSubnet(address, Number(bits), family);
  }
  const isProxy = (address: string): boolean =>
    isIP(address) !== 0 && proxies.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");

  return (remote, forwardedFor) => {
    let address = plain(remote ?? "");
    const hops = (forwardedFor ?? "").split(",").slice(-MAX_HOPS);
    while (isProxy(address)) {
      const next = plain(hops.pop() ?? "");
      if (isIP(next) === 0) break;
      address = next;
    }
    return address;
  };
}

/** An address without the port that some proxies write behind it, IPv4 as such. */
function plain(text: string): string {
  const bare = text.trim().replace(/^"|"$/g, "");
  const host =
    /^\[([^\]]+)\](?::\d+)?$/.exec(bare)?.[1] ?? /^(\d+\.\d+\.\d+\.\d+):\d+$/.exec(bare)?.[1] ?? bare;
  return host.replace(/^::ffff:(?=\d+\.)/i, "");
}
