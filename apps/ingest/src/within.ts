import { AppError } from "@nhip/contracts";

/** How soon a sender should try again when the store is away, in seconds. */
const RETRY_AFTER_SECONDS = 2;

/**
 * Waits for `work` at most `limitMs`, then rejects with AppError("store-away"). The work itself goes on. A process that
 * was itself held up looks at what has come in first: its own lateness is not the store's.
 */
export async function within<T>(work: Promise<T>, limitMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    const giveUp = () => reject(storeAway(`nothing heard for ${limitMs} ms`));
    timer = setTimeout(() => setImmediate(giveUp), limitMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

export function storeAway(detail: string, cause?: unknown): AppError {
  return new AppError("store-away", detail, { retryAfterSeconds: RETRY_AFTER_SECONDS, cause });
}
