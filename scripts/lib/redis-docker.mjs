import { createHash } from "node:crypto";
import { createServer } from "node:net";
import { userInfo } from "node:os";
import { DURABLE, spawnLeashed } from "./redis-server.mjs";
import { run } from "./run.mjs";
import { which } from "./which.mjs";

const IMAGE = "valkey/valkey:8";

/** True where a Docker engine answers and, with `mayPull` false, already has the image. @param {boolean} mayPull */
export async function dockerReady(mayPull) {
  if (which("docker") === null) return false;
  if ((await run("docker", ["info", "--format", "{{.ServerVersion}}"])).code !== 0) return false;
  return mayPull || (await run("docker", ["image", "inspect", IMAGE])).code === 0;
}

/** @returns {Promise<number>} a loopback port that is free now */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

/**
 * A Redis in a container on a loopback port, its data in the same folder as the embedded one's.
 * @param {string} folder
 * @returns {Promise<{url: string, launch: () => import("node:child_process").ChildProcess, cleanUp: () => Promise<void>}>}
 */
export async function dockerRedis(folder) {
  const name = `nhip-redis-${createHash("sha256").update(folder).digest("hex").slice(0, 12)}`;
  const cleanUp = async () => {
    await run("docker", ["stop", "-t", "15", name]);
    await run("docker", ["rm", "-f", name]);
  };
  await cleanUp();
  const port = await freePort();
  const { uid, gid } = userInfo();
  const args = [
    ["run", "--rm", "--name", name, "--user", `${uid}:${gid}`],
    ["-p", `127.0.0.1:${port}:6379`, "-v", `${folder}:/data`],
    [IMAGE, "valkey-server", ...DURABLE],
  ].flat();
  return { url: `redis://127.0.0.1:${port}`, launch: () => spawnLeashed("docker", args), cleanUp };
}
