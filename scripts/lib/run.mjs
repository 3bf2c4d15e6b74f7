import { spawn } from "node:child_process";
import { ROOT } from "./root.mjs";

const MAX_OUTPUT = 200_000;

/**
 * @typedef {object} RunOptions
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env]
 * @property {AbortSignal} [signal] aborting ends the child with SIGTERM
 * @property {"capture" | "inherit"} [output]
 */

/**
 * Runs one command to its end. Never throws for an exit code; a command that cannot be started has code 127.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<{code: number, output: string}>} `output` is the captured stdout and stderr, its end kept
 */
export function run(command, args, { cwd = ROOT, env = process.env, signal, output = "capture" } = {}) {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve({ code: 130, output: "" });
    const child = spawn(command, args, {
      cwd,
      env,
      stdio: output === "inherit" ? "inherit" : ["ignore", "pipe", "pipe"],
    });
    const stop = () => child.kill("SIGTERM");
    signal?.addEventListener("abort", stop, { once: true });
    let text = "";
    const take = (/** @type {Buffer} */ chunk) => {
      text = (text + chunk.toString()).slice(-MAX_OUTPUT);
    };
    child.stdout?.on("data", take);
    child.stderr?.on("data", take);
    const end = (/** @type {number} */ code, extra = "") => {
      signal?.removeEventListener("abort", stop);
      resolve({ code, output: text + extra });
    };
    child.once("error", (error) => end(127, error.message));
    child.once("close", (code, killedBy) => end(code ?? (killedBy === "SIGINT" ? 130 : 143)));
  });
}
