import { connect, createWardStore, openQueue } from "@nhip/backbone";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expectExact } from "./exact.ts";
import { startPrivateRedis, type PrivateRedis } from "./private-redis.ts";
import { freePorts, openStack, statusOf, type Stack } from "./stack.ts";
import { inPieces, shuffled, story } from "./story.ts";
import { startTcpProxy, type TcpProxy } from "./tcp-proxy.ts";
import { sendPieces } from "./traffic.ts";
import { until } from "./until.ts";

const WARDS = ["mat-tra-loi", "doi-chu"] as const;
const LONG = { timeout: 90_000 };
let stack: Stack;
let proxy: TcpProxy;
let heir: PrivateRedis;
let heirPort = 0;
let masterPort = 0;

beforeAll(async () => {
  [masterPort = 0, heirPort = 0] = await freePorts(2);
  stack = await openStack({
    wards: WARDS,
    front: async (url) => {
      proxy = await startTcpProxy({ path: url.slice("unix://".length) });
      return proxy.url;
    },
  });
});
afterAll(async () => {
  await stack.close();
  await proxy.stop();
  await heir.remove();
});

test(
  "R3: replies that are lost on their way, of posts, of commits and of finished batches: sent again, nothing counts twice",
  LONG,
  async () => {
    const [ward] = WARDS;
    const events = story(ward, 300, Date.now());
    const pieces = inPieces(shuffled(events, 21), 50);
    const lose = async (what: string, at: number, matches: (request: Buffer) => boolean): Promise<void> => {
      const before = proxy.swallowed();
      proxy.swallowReplies(4, matches);
      const { unanswered } = await sendPieces(stack, pieces.slice(at, at + 10), 2);
      // A post that is turned away meanwhile is posted again, as its sender would.
      const again = await sendPieces(stack, inPieces(unanswered, 50), 1);
      const rest = await sendPieces(stack, inPieces(again.unanswered, 50), 1);
      expect([what, rest.unanswered]).toEqual([what, []]);
      await until(`four replies of ${what} were lost`, 20_000, () => proxy.swallowed() >= before + 4);
      await until("all counted", 20_000, async () => (await stack.queue.depth()) === 0);
    };
    await lose("posts", 0, (request) => request.includes(`"ward":"${ward}"`));
    await lose(
      "commits",
      10,
      (request) => request.includes(`{${ward}}:rev`) && request.includes(`{${ward}}:log`),
    );
    await lose("finished batches", 20, (request) => request.includes(":events:completed"));
    await expectExact(stack, ward, events);
  },
);

test(
  "R2: a failover leaves every connection at a server that is read-only: new ones find the new master, nothing is lost",
  LONG,
  async () => {
    const [, ward] = WARDS;
    const events = story(ward, 400, Date.now());
    const pieces = inPieces(shuffled(events, 22), 50);
    await stack.admin.config("SET", "bind", "127.0.0.1");
    await stack.admin.config("SET", "port", masterPort);
    heir = await startPrivateRedis("--port", String(heirPort), "--replicaof", `127.0.0.1 ${masterPort}`);
    const next = connect(heir.url, "blocking", () => undefined);
    await until("the heir has everything", 20_000, async () =>
      (await next.info("replication")).includes("master_link_status:up"),
    );
    const first = await sendPieces(stack, pieces.slice(0, 20), 2);
    expect(first.unanswered).toEqual([]);

    // Everything that was answered has to be at the heir: what a master alone knows is lost by any failover.
    await stack.admin.client("PAUSE", 10_000, "WRITE");
    const offsetOf = (info: string): string | undefined => /master_repl_offset:(\d+)/.exec(info)?.[1];
    await until(
      "both are at the same place",
      5_000,
      async () =>
        offsetOf(await stack.admin.info("replication")) === offsetOf(await next.info("replication")),
    );
    await next.replicaof("NO", "ONE");
    proxy.aim({ path: heir.url.slice("unix://".length) });
    await stack.admin.replicaof("127.0.0.1", heirPort);
    await stack.admin.client("UNPAUSE");

    const second = await sendPieces(stack, pieces.slice(20), 2);
    const again = await sendPieces(stack, inPieces(second.unanswered, 50), 1);
    const queue = openQueue({ url: heir.url, keys: stack.keys, shards: 4, onError: () => undefined });
    const third = await sendPieces(stack, inPieces(again.unanswered, 50), 1);
    expect(third.unanswered).toEqual([]);
    const tookMs = await until(
      "all counted at the new master",
      20_000,
      async () => (await queue.depth()) === 0,
    );
    console.log(`R2: ${second.unanswered.length} events were refused once, all counted ${tookMs} ms later`);
    await until("live is ready", 10_000, async () => (await statusOf(`${stack.liveUrl}/readyz`)) === 200);
    await expectExact({ ...stack, admin: next, store: createWardStore(next, stack.keys) }, ward, events);
    await queue.close();
    next.disconnect();
  },
);
