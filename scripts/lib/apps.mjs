import { spawn } from "node:child_process";
import { join } from "node:path";
import { ROOT } from "./root.mjs";

/** @param {"ingest" | "worker" | "live" | "nhip"} app */
export const entryOf = (app) => join(ROOT, "apps", app, "dist", "main.js");

/**
 * Starts an app so that the terminal's Ctrl-C passes it by (a group of its own: we stop all in order) and so
 * that it ends with us (an IPC channel, which closes when we die).
 * @param {"ingest" | "worker" | "live" | "nhip"} app
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 */
export const spawnApp = (app, args, env) =>
  spawn(process.execPath, ["--enable-source-maps", entryOf(app), ...args], {
    cwd: ROOT,
    env,
    detached: true,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
