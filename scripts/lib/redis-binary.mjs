import { installPackages } from "./system-packages.mjs";
import { which } from "./which.mjs";

const PACKAGES = {
  "apt-get": ["redis-server", "valkey-server"],
  dnf: ["valkey", "redis"],
  apk: ["valkey", "redis"],
  pacman: ["valkey", "redis"],
  brew: ["valkey", "redis"],
};

/** The Redis (or Valkey) server on the PATH. */
export const findRedisBinary = () => which("redis-server", "valkey-server");

/**
 * The server on the PATH, installed first where it is missing and may be.
 * @param {{say: (text: string) => void, mayInstall: boolean, signal?: AbortSignal}} options
 * @returns {Promise<{binary: string, whyNot?: undefined} | {binary: null, whyNot: string}>}
 */
export async function ensureRedisBinary({ say, mayInstall, signal }) {
  const present = findRedisBinary();
  if (present !== null) return { binary: present };
  if (!mayInstall) return { binary: null, whyNot: "--no-install" };
  const whyNot = await installPackages(PACKAGES, { say, signal });
  const binary = findRedisBinary();
  return binary === null ? { binary, whyNot: whyNot ?? "installed, but not on the PATH" } : { binary };
}
