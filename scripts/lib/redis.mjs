import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { ensureRedisBinary } from "./redis-binary.mjs";
import { dockerReady, dockerRedis } from "./redis-docker.mjs";
import { stopLeftoverRedis } from "./redis-leftover.mjs";
import { spawnRedis, unixUrl } from "./redis-server.mjs";
import { Refusal } from "./refusal.mjs";
import { dropSocketFolder, makeSocketFolder, socketPathFor } from "./socket-path.mjs";

/**
 * A Redis of our own, not started yet.
 * @typedef {object} OwnRedis
 * @property {string} url
 * @property {string} label what it is, for the summary
 * @property {() => import("node:child_process").ChildProcess} launch
 * @property {() => Promise<void>} cleanUp after it has stopped
 */

/**
 * Finds a way to run a Redis on this data folder: a server on the PATH, one from the package manager, Docker.
 * @param {{dataDir: string, mayInstall: boolean, say: (text: string) => void, signal?: AbortSignal}} options
 * @returns {Promise<OwnRedis>}
 */
export async function findRedis({ dataDir, mayInstall, say, signal }) {
  const folder = join(dataDir, "redis");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const { binary, whyNot } = await ensureRedisBinary({ say, mayInstall, signal });
  if (binary !== null) {
    const socketPath = socketPathFor(dataDir);
    makeSocketFolder(socketPath);
    await stopLeftoverRedis({ folder, socketPath, say });
    return {
      url: unixUrl(socketPath),
      label: binary,
      launch: () => spawnRedis({ binary, folder, socketPath }),
      cleanUp: async () => dropSocketFolder(socketPath),
    };
  }
  if (await dockerReady(mayInstall)) {
    say("Dùng Valkey trong Docker. · Using Valkey in Docker.");
    return { ...(await dockerRedis(folder)), label: "Docker, valkey/valkey:8" };
  }
  throw new Refusal(
    "Không tìm thấy Redis: hãy cài redis-server (hoặc valkey-server), hoặc đặt REDIS_URL. · " +
      `No Redis found (${whyNot}; no Docker engine): install redis-server or valkey-server, or set REDIS_URL.`,
  );
}
