import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";

/** Long enough for the other side to have done what it was asked. */
const DONE_MS = 100;

type Target = { path: string } | { port: number };
/** `name` is what a client of ours calls itself (`nhip-subscriber`), once it has. */
type Pair = { name: string; client: Socket; server: Socket; isDeaf: boolean; isMute: boolean };

/**
 * A line between two parts that can do what networks do: be cut, be refused, lead elsewhere, lose replies, or stay open
 * and let nothing through, which neither end is told. What takes `which` touches the lines of clients whose name has it.
 */
export type TcpProxy = Awaited<ReturnType<typeof startTcpProxy>>;

/** Passes bytes on to `targets`, one connection after the other in turn. */
export async function startTcpProxy(...targets: Target[]) {
  let aims = targets;
  let turn = 0;
  let refused: string | null = null;
  let toSwallow: ((request: Buffer) => boolean) | null = null;
  let left = 0;
  let swallowed = 0;
  const pairs = new Set<Pair>();

  const server = createServer((client) => {
    const aim = aims[turn++ % aims.length];
    if (refused === "" || !aim) {
      client.destroy();
      return;
    }
    const pair: Pair = {
      name: "",
      client,
      server: "path" in aim ? connect(aim.path) : connect(aim.port, "127.0.0.1"),
      isDeaf: false,
      isMute: false,
    };
    pairs.add(pair);
    const end = (): void => {
      pairs.delete(pair);
      pair.client.destroy();
      pair.server.destroy();
    };
    pair.client.on("data", (chunk: Buffer) => {
      pair.name ||= /nhip-\w+/.exec(chunk.toString("latin1"))?.[0] ?? "";
      if (refused !== null && pair.name.includes(refused)) return end();
      if (pair.isMute) return;
      if (left > 0 && !pair.isDeaf && toSwallow?.(chunk)) {
        left -= 1;
        pair.isDeaf = true;
        // By now the other side has done it, and nobody here has heard so.
        setTimeout(() => {
          swallowed += 1;
          end();
        }, DONE_MS);
      }
      pair.server.write(chunk);
    });
    pair.server.on("data", (chunk: Buffer) => {
      if (!pair.isDeaf && !pair.isMute) pair.client.write(chunk);
    });
    for (const side of [pair.client, pair.server]) side.on("error", end).on("close", end);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;

  const chosen = (which: string): Pair[] => [...pairs].filter(({ name }) => name.includes(which));
  const cut = (which = ""): void => {
    for (const { client, server } of chosen(which)) {
      client.destroy();
      server.destroy();
    }
  };
  return {
    port,
    url: `redis://127.0.0.1:${port}`,
    /** Connections that are open now. */
    count: (): number => pairs.size,
    /** Where connections go from now on; those that are open stay. */
    aim: (...next: Target[]): void => {
      aims = next;
    },
    /** Ends connections. */
    cut,
    /** Ends connections and takes no other until `mend`. */
    tear: (which = ""): void => {
      refused = which;
      cut(which);
    },
    mend: (): void => {
      refused = null;
    },
    /** Keeps connections open and lets nothing through; new ones work. Tells how many there were. */
    silence: (which = ""): number => {
      const found = chosen(which);
      for (const pair of found) pair.isMute = true;
      return found.length;
    },
    /** The next `times` requests that match are passed on, but their replies are not: the line is cut instead. */
    swallowReplies: (times: number, matches: (request: Buffer) => boolean): void => {
      toSwallow = matches;
      left = times;
    },
    swallowed: (): number => swallowed,
    async stop(): Promise<void> {
      const closed = once(server, "close");
      server.close();
      cut();
      await closed;
    },
  };
}
