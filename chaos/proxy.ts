import { once } from "node:events";
import { createConnection, createServer, type Socket } from "node:net";
import { pause } from "../tests/until.ts";
import { createWire, type Wire } from "./wire.ts";

/** A reply may belong to an earlier command: the cut after a command waits this long after the first one. */
const AFTER_REPLY_MS = 15;
const CUT_WITHIN_MS = 3_000;

/**
 * Where a connection is cut: `before` a command reaches Redis, in the middle of it (`torn`), or `after` Redis ran it
 * and before its reply is heard.
 */
export type CutPlace = "before" | "torn" | "after";

/** Stands between the apps and Redis, and cuts, slows and silences on demand. */
export type Proxy = {
  /** What the apps take for Redis. */
  url: string;
  /** Cuts the next `count` connections on which a script is run. Resolves to how many were cut within 3 s. */
  cut: (place: CutPlace, count: number) => Promise<number>;
  /** Cuts every connection at once; resolves to how many there were. */
  cutAll: () => number;
  /** Every chunk is late by `delayMs`, both ways, for so long. */
  slow: (delayMs: number, forMs: number) => Promise<void>;
  /** Redis hears and runs everything, nobody hears Redis; then those connections are cut. Resolves to how many. */
  hush: (forMs: number) => Promise<number>;
  /** Ends every fault. */
  calm: () => void;
  close: () => Promise<void>;
};

type Link = { client: Socket; server: Socket; up: Wire; down: Wire; deaf: boolean; doomed: boolean };

/** A proxy on a free port of the loopback, in front of `redisUrl` (`unix://…`). */
export async function openProxy(redisUrl: string): Promise<Proxy> {
  const path = redisUrl.slice("unix://".length);
  const links = new Set<Link>();
  let delayMs = 0;
  let hushing = false;
  let wanted: { place: CutPlace; left: number } | null = null;

  function end(link: Link): void {
    links.delete(link);
    link.up.stop();
    link.down.stop();
    link.client.destroy();
    link.server.destroy();
  }

  function upward(link: Link, chunk: Buffer): void {
    if (link.doomed) return;
    if (!wanted || wanted.left === 0 || !runsScript(chunk)) return link.up.send(chunk, delayMs);
    wanted.left -= 1;
    link.doomed = true;
    if (wanted.place === "before") return end(link);
    if (wanted.place === "after") {
      link.deaf = true;
      return link.up.send(chunk, delayMs);
    }
    link.up.send(chunk.subarray(0, chunk.length >> 1), 0);
    link.client.destroy();
    // Closed with an end, so that what was written still arrives.
    link.server.end();
    links.delete(link);
  }

  function downward(link: Link, chunk: Buffer): void {
    if (!link.deaf) return link.down.send(chunk, delayMs);
    if (link.doomed) setTimeout(() => end(link), AFTER_REPLY_MS);
  }

  const server = createServer((client) => {
    const upstream = createConnection(path);
    const link: Link = {
      client,
      server: upstream,
      up: createWire(client, upstream),
      down: createWire(upstream, client),
      deaf: hushing,
      doomed: false,
    };
    links.add(link);
    client.setNoDelay(true);
    client.on("data", (chunk: Buffer) => upward(link, chunk));
    upstream.on("data", (chunk: Buffer) => downward(link, chunk));
    for (const side of [client, upstream]) {
      side.on("error", () => end(link));
      side.on("close", () => end(link));
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;

  const cutAll = (which = links): number => {
    const all = [...which];
    for (const link of all) end(link);
    return all.length;
  };
  return {
    url: `redis://127.0.0.1:${port}`,

    async cut(place, count) {
      const mine = { place, left: count };
      wanted = mine;
      const until = performance.now() + CUT_WITHIN_MS;
      while (mine.left > 0 && wanted === mine && performance.now() < until) await pause(10);
      if (wanted === mine) wanted = null;
      return count - mine.left;
    },

    cutAll: () => cutAll(),

    async slow(byMs, forMs) {
      delayMs = byMs;
      await pause(forMs);
      delayMs = 0;
    },

    async hush(forMs) {
      hushing = true;
      for (const link of links) link.deaf = true;
      await pause(forMs);
      hushing = false;
      return cutAll(new Set([...links].filter((link) => link.deaf)));
    },

    calm() {
      wanted = null;
      delayMs = 0;
      hushing = false;
      cutAll(new Set([...links].filter((link) => link.deaf)));
    },

    async close() {
      cutAll();
      server.close();
      await once(server, "close");
    },
  };
}

/** Commits and the queue's own steps are scripts: what is cut there has done something, or was about to. */
function runsScript(chunk: Buffer): boolean {
  return chunk.includes("evalsha") || chunk.includes("EVALSHA");
}
