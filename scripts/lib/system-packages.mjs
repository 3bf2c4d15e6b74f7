import { userInfo } from "node:os";
import { run } from "./run.mjs";
import { which } from "./which.mjs";

/**
 * @typedef {object} Manager
 * @property {string} command
 * @property {string[]} [refresh]
 * @property {string[]} install
 * @property {boolean} asRoot
 */

/** @type {readonly Manager[]} */
const MANAGERS = [
  {
    command: "apt-get",
    refresh: ["update", "-qq"],
    install: ["install", "-y", "-qq", "--no-install-recommends"],
    asRoot: true,
  },
  { command: "dnf", install: ["install", "-y", "-q"], asRoot: true },
  { command: "apk", install: ["add", "--no-cache"], asRoot: true },
  { command: "pacman", refresh: ["-Sy"], install: ["-S", "--noconfirm", "--needed"], asRoot: true },
  { command: "brew", install: ["install"], asRoot: false },
];

/** The words before a command that make it run as root, or null where that takes a password. */
async function asRootPrefix() {
  if (userInfo().uid === 0) return [];
  if (which("sudo") === null) return null;
  return (await run("sudo", ["-n", "true"])).code === 0 ? ["sudo", "-n"] : null;
}

/**
 * Installs a program through this system's package manager, where that takes no password.
 * @param {Record<string, readonly string[]>} packagesByManager sets of package names to try in turn; one
 *   string may hold several names
 * @param {{say: (text: string) => void, signal?: AbortSignal}} options
 * @returns {Promise<string | null>} null when installed, else why not
 */
export async function installPackages(packagesByManager, { say, signal }) {
  const manager = MANAGERS.find(({ command }) => command in packagesByManager && which(command) !== null);
  if (!manager) return "no known package manager";
  const prefix = manager.asRoot ? await asRootPrefix() : [];
  if (prefix === null) return `${manager.command} needs root`;
  if (!manager.asRoot && userInfo().uid === 0) return `${manager.command} does not run as root`;

  // RUNLEVEL=1 keeps Debian's scripts from also starting a system-wide service where they can tell.
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive", RUNLEVEL: "1" };
  const call = (/** @type {string[]} */ args) => {
    const [command = "", ...rest] = [...prefix, manager.command, ...args];
    return run(command, rest, { env, signal, cwd: "/" });
  };
  if (manager.refresh) await call(manager.refresh);
  let output = "";
  for (const names of packagesByManager[manager.command] ?? []) {
    if (signal?.aborted) return "stopped";
    say(`Đang cài bằng ${manager.command}: ${names} · Installing with ${manager.command}: ${names}`);
    const result = await call([...manager.install, ...names.split(" ")]);
    if (result.code === 0) return null;
    output = result.output.trim().split("\n").slice(-3).join(" / ");
  }
  return `${manager.command}: ${output}`;
}
