import { join } from "node:path";
import { entryOf, spawnApp } from "./apps.mjs";
import { childLog } from "./child-log.mjs";
import { keepAlive } from "./keep-alive.mjs";
import { markProcess } from "./process-mark.mjs";
import { awaitReady, reachableHost } from "./ready.mjs";
import { awaitRedis } from "./redis-server.mjs";
import { Refusal } from "./refusal.mjs";
import { run } from "./run.mjs";
import { appEnvironment } from "./settings.mjs";

const APP_GRACE_MS = 7000;
const REDIS_GRACE_MS = 20_000;
const STOP_ORDER = ["sample", "ingest", "live", "worker", "redis"];

/** @typedef {import("./lock.mjs").Holder["children"]} Children */
/** @typedef {{accounts: {name: string, role: string, password: string}[], link: string | null}} Welcome */

/**
 * All processes of one running system, by name.
 * @param {object} options
 * @param {import("./settings.mjs").Settings} options.settings
 * @param {string} options.logDir
 * @param {(text: string) => void} options.say
 * @param {{stop: AbortSignal, hurry: AbortSignal}} options.interrupts
 * @param {(children: NonNullable<Children>) => void} options.onChildren told of every new set of processes
 */
export function createSystem({ settings, logDir, say, interrupts, onChildren }) {
  /** @type {Map<string, {child: import("./keep-alive.mjs").KeptChild, log: import("./child-log.mjs").ChildLog}>} */
  const parts = new Map();

  const reportChildren = () =>
    onChildren(
      [...parts.values()].flatMap(({ child }) => {
        const pid = child.pid();
        return pid === null ? [] : [{ name: child.name, ...markProcess(pid) }];
      }),
    );

  /** @param {string} name @param {() => import("node:child_process").ChildProcess} launch */
  const add = (name, launch, { echoAll = false, mayFinish = false } = {}) => {
    const log = childLog({ name, file: join(logDir, `${name}.log`), say, echoAll });
    const onLaunch = (/** @type {import("node:child_process").ChildProcess} */ started) => {
      log.attach(started);
      setImmediate(reportChildren);
    };
    const child = keepAlive({ name, launch, onLaunch, say, mayFinish });
    parts.set(name, { child, log });
    return child;
  };

  /** Rejects when one of these never comes up. @param {string[]} names */
  const anyGivesUp = (names) =>
    Promise.race(
      names.map(async (name) => {
        const part = parts.get(name);
        const how = await part?.child.gaveUp;
        throw new Refusal(
          [
            `${name} không khởi động được (${how}). · ${name} does not start. ${join(logDir, `${name}.log`)}:`,
            ...(part?.log.lastLines() ?? []).map((line) => `  ${line.slice(0, 400)}`),
          ].join("\n"),
        );
      }),
    );

  return {
    /** Rejects when a part that was up refuses to come up again: a setting, or that of the store, was changed. */
    async untilRefused() {
      await anyGivesUp([...parts.keys()].filter((name) => name !== "sample"));
    },

    /** @param {import("./redis.mjs").OwnRedis} redis */
    async startRedis(redis) {
      const child = add("redis", redis.launch);
      const onSlow = () => say("Redis đang đọc lại dữ liệu… · Redis is reading its data back");
      await Promise.race([anyGivesUp(["redis"]), awaitRedis(redis.url, { signal: interrupts.stop, onSlow })]);
      child.settle();
    },

    /** Resolves when both servers are ready. @param {string} redisUrl */
    async startApps(redisUrl) {
      const env = appEnvironment(process.env, settings, redisUrl);
      const apps = /** @type {const} */ (["ingest", "worker", "live"]);
      for (const app of apps) add(app, () => spawnApp(app, [], env));
      const host = reachableHost(settings.host);
      const servers = { live: settings.port, ingest: settings.ingestPort };
      const ready = Object.entries(servers).map(([name, port]) =>
        awaitReady({ name, url: `http://${host}:${port}/readyz`, say, signal: interrupts.stop }),
      );
      await Promise.race([anyGivesUp([...apps]), Promise.all(ready)]);
      for (const app of apps) parts.get(app)?.child.settle();
    },

    /**
     * How somebody signs in at first: the sample ward's accounts, or a link for the first administrator.
     * @param {string} redisUrl @param {boolean} withSample @returns {Promise<Welcome>}
     */
    async welcome(redisUrl, withSample) {
      const env = appEnvironment(process.env, settings, redisUrl);
      const args = [
        "--enable-source-maps",
        entryOf("nhip"),
        "welcome",
        ...(withSample ? ["--sample"] : []),
        "--json",
      ];
      const { code, output } = await run(process.execPath, args, { env, signal: interrupts.stop });
      if (code !== 0) throw new Refusal(output.trim());
      return JSON.parse(output);
    },

    /** @param {string} redisUrl */
    startSample(redisUrl) {
      const env = appEnvironment(process.env, settings, redisUrl);
      const launch = () => spawnApp("nhip", ["sample"], env);
      add("sample", launch, { echoAll: true, mayFinish: true }).settle();
    },

    /** Stops everything, upstream first, so that what was accepted is still counted and saved. */
    async stop() {
      const hurryAll = () => {
        for (const [name, { child }] of parts) if (name !== "redis") child.kill();
      };
      if (interrupts.hurry.aborted) hurryAll();
      else interrupts.hurry.addEventListener("abort", hurryAll, { once: true });
      for (const name of STOP_ORDER) {
        await parts.get(name)?.child.stop(name === "redis" ? REDIS_GRACE_MS : APP_GRACE_MS);
      }
    },
  };
}
