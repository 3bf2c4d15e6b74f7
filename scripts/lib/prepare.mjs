import { join } from "node:path";
import { buildNeeded, ensureBuild } from "./build.mjs";
import { awaitLock } from "./lock.mjs";
import { ensurePackages, packagesNeeded } from "./packages.mjs";
import { CACHE_DIR } from "./root.mjs";
import { Refusal } from "./refusal.mjs";

const WAIT_MS = 10 * 60_000;

/**
 * Sees to it that packages and, where asked, built apps are there. Two commands started at once on a fresh
 * clone take turns.
 * @param {{say: (text: string) => void, build?: boolean, signal?: AbortSignal}} options
 */
export async function prepare({ say, build = true, signal }) {
  if (!packagesNeeded() && !(build && buildNeeded())) return;
  const { lock, holder } = await awaitLock(join(CACHE_DIR, "prepare.lock"), "prepare", {
    limitMs: WAIT_MS,
    signal,
    onWait: ({ pid }) => say(`Chờ tiến trình ${pid} chuẩn bị xong… · Waiting for process ${pid}`),
  });
  if (!lock) {
    if (signal?.aborted) return;
    throw new Refusal(
      `Tiến trình ${holder.pid} vẫn đang chuẩn bị. · Process ${holder.pid} is still preparing.`,
    );
  }
  try {
    await ensurePackages({ say, signal });
    if (build && !signal?.aborted) await ensureBuild({ say, signal });
  } finally {
    lock.release();
  }
}
