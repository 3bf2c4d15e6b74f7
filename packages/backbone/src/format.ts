import { AppError } from "@nhip/contracts";
import type { Redis } from "./connection.ts";
import type { Keys } from "./keys.ts";

/** The format in which this version writes the store. Raised when an older version could not read it any more. */
export const STORE_FORMAT = 1;
const FIRST_TRIAL_MS = Date.UTC(2026, 0);

/**
 * Marks an empty store with our format and lets pass one that has it. Rejects with AppError("unsafe-store"), which says
 * what to do, when the store was written by a version that this one does not understand, or is half restored; only
 * another restore (`mayRestore`) goes on from there.
 */
export async function ensureFormat(redis: Redis, keys: Keys, mayRestore = false): Promise<void> {
  if (!mayRestore && (await redis.exists(keys.restoring)) === 1)
    throw new AppError(
      "unsafe-store",
      "Lần khôi phục trước chưa xong; hãy chạy lại nhip restore với cùng tệp. · A restore was not finished; run nhip restore with the same file again.",
    );
  if ((await redis.get(keys.format)) === null && (await hasTrialLog(redis, keys)))
    throw new AppError(
      "unsafe-store",
      "Dữ liệu do bản thử đầu tiên ghi; hãy dùng DATA_DIR mới và gửi lại sự kiện. · The store was written by the first trial version; use a new DATA_DIR and send the events again.",
    );
  await redis.setnx(keys.format, STORE_FORMAT);
  const format = Number(await redis.get(keys.format));
  if (format <= STORE_FORMAT) return;
  throw new AppError(
    "unsafe-store",
    `Dữ liệu do phiên bản mới hơn ghi (định dạng ${format}); hãy cập nhật phần mềm. · The store was written by a newer version (format ${format}); update the software.`,
  );
}

/** The trial version named log entries by the clock, not by their revision. */
async function hasTrialLog(redis: Redis, keys: Keys): Promise<boolean> {
  for (const ward of await redis.hkeys(keys.wards)) {
    const [newest] = await redis.xrevrange(keys.log(ward), "+", "-", "COUNT", 1);
    if (newest) return Number(newest[0].split("-", 1)[0]) > FIRST_TRIAL_MS;
  }
  return false;
}
