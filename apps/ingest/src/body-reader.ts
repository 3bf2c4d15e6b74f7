import type { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { AppError } from "@nhip/contracts";

const UNPACK_CHUNK_BYTES = 65_536;

export type Body = { bytes: Buffer; release: () => void };

/**
 * Reads bodies of at most `maxBytes` each, unpacked size included, and of at most `maxTotalBytes` at one time. Rejects
 * with AppError: `too-large`, `unreadable` (broken off, not gzip), `too-busy` (too many bodies in hand).
 */
export function createBodyReader({ maxBytes, maxTotalBytes }: { maxBytes: number; maxTotalBytes: number }) {
  let held = 0;

  async function collect(source: Readable, hold: (bytes: number) => void): Promise<Buffer> {
    const chunks: Buffer[] = [];
    let size = 0;
    return new Promise((resolve, reject) => {
      const stop = (): void => {
        source.off("data", onData).off("end", onEnd).off("error", onGone).off("close", onGone);
      };
      const fail = (error: AppError): void => {
        stop();
        source.on("error", () => undefined);
        reject(error);
      };
      const onData = (chunk: Buffer): void => {
        size += chunk.length;
        hold(chunk.length);
        if (size > maxBytes) return fail(new AppError("too-large"));
        if (held > maxTotalBytes)
          return fail(new AppError("too-busy", "too many bodies", { retryAfterSeconds: 1 }));
        chunks.push(chunk);
      };
      const onEnd = (): void => {
        stop();
        resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks));
      };
      // pitfall H1: a client that leaves in the middle is an unreadable body, not a crash
      const onGone = (): void => fail(new AppError("unreadable", "the body broke off"));
      source.on("data", onData).on("end", onEnd).on("error", onGone).on("close", onGone);
    });
  }

  /**
   * Unpacks piece by piece and stops at `maxBytes`, so that a bomb costs no more than an honest body. Each piece is held
   * as it comes: many small bombs at one time are bounded together, as plain bodies are.
   */
  async function unpack(sent: Buffer, hold: (bytes: number) => void): Promise<Buffer> {
    const gunzip = createGunzip({ chunkSize: UNPACK_CHUNK_BYTES });
    const unpacked = collect(gunzip, hold);
    gunzip.end(sent);
    return unpacked.finally(() => gunzip.destroy());
  }

  /** The body's bytes; `release` them when they are no longer needed. */
  return async function readBody(source: Readable, packed: boolean): Promise<Body> {
    let own = 0;
    const hold = (bytes: number): void => {
      own += bytes;
      held += bytes;
    };
    const release = (): void => {
      held -= own;
      own = 0;
    };
    try {
      const sent = await collect(source, hold);
      return { bytes: packed ? await unpack(sent, hold) : sent, release };
    } catch (error) {
      release();
      throw error;
    }
  };
}
export type ReadBody = ReturnType<typeof createBodyReader>;
