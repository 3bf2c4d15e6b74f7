import { resolve } from "node:path";

/** The folder of the repository, wherever the command was called from. */
export const ROOT = resolve(import.meta.dirname, "../..");

/** Where the commands keep what they know about the last build. */
export const CACHE_DIR = resolve(ROOT, ".cache");
