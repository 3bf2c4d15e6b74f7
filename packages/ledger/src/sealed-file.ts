import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";

/**
 * The one file format of backups and log segments, made to be read in twenty years:
 *
 *     nhip-phuong {"kind":"backup","format":1,…}\n      what it is, in clear
 *     gzip of lines of JSON                             what it holds
 *     \nsha256:<64 hex digits>\n                        the digest of every byte before
 */
export type SealedHeader = { kind: "backup" | "log"; format: number } & Record<string, unknown>;

/** The format that this version writes; it reads every older one. */
export const SEALED_FORMAT = 1;

const MAGIC = "nhip-phuong ";
const SEAL_LENGTH = "\nsha256:".length + 64 + 1;
const MAX_HEADER = 4_096;

/** Why a file is not taken. `damaged`: its bytes are not those that were written. `newer`: written by a newer version. */
export class SealedFileError extends Error {
  readonly code: "missing" | "foreign" | "damaged" | "newer";

  constructor(code: SealedFileError["code"], file: string) {
    super(`${WORDS[code]}: ${file}`);
    this.code = code;
  }
}

const WORDS: Record<SealedFileError["code"], string> = {
  missing: "Không mở được tệp · The file cannot be opened",
  foreign: "Không phải tệp của Nhịp Phường · Not a file of Nhịp Phường",
  damaged: "Tệp hỏng, không dùng được; không có gì bị thay đổi · The file is damaged; nothing was changed",
  newer:
    "Tệp do phiên bản mới hơn ghi; hãy cập nhật phần mềm · Written by a newer version; update the software",
};

/** Writes lines into a new file; it appears under its name only when every byte of it is on the disk. */
export async function writeSealed(
  file: string,
  header: Omit<SealedHeader, "format">,
  lines: AsyncIterable<string>,
): Promise<void> {
  const part = `${file}.${process.pid}.part`;
  const hash = createHash("sha256");
  async function* sealed(packed: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    const first = Buffer.from(`${MAGIC}${JSON.stringify({ ...header, format: SEALED_FORMAT })}\n`);
    hash.update(first);
    yield first;
    for await (const chunk of packed) {
      hash.update(chunk);
      yield chunk;
    }
    yield Buffer.from(`\nsha256:${hash.digest("hex")}\n`);
  }
  try {
    await pipeline(
      Readable.from(withNewlines(lines)),
      createGzip({ level: 6 }),
      sealed,
      createWriteStream(part, { flags: "wx", mode: 0o600 }),
    );
    await syncToDisk(part);
    await rename(part, file);
    await syncToDisk(dirname(file));
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

/** Opens a file after every byte of it has been checked. Rejects with {@link SealedFileError}. */
export async function openSealed(
  file: string,
): Promise<{ header: SealedHeader; lines: () => AsyncGenerator<string> }> {
  const { size, head, seal } = await readEnds(file);
  const newline = head.indexOf("\n");
  if (!head.toString("latin1").startsWith(MAGIC) && !seal.toString("latin1").startsWith("\nsha256:"))
    throw new SealedFileError("foreign", file);
  const end = size - SEAL_LENGTH;
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(file, { end: end - 1 })) hash.update(chunk);
  if (seal.toString("latin1") !== `\nsha256:${hash.digest("hex")}\n` || newline < 0)
    throw new SealedFileError("damaged", file);
  const header: unknown = JSON.parse(head.subarray(MAGIC.length, newline).toString("utf8"));
  if (!isHeader(header)) throw new SealedFileError("foreign", file);
  if (header.format > SEALED_FORMAT) throw new SealedFileError("newer", file);
  return { header, lines: () => linesOf(file, newline + 1, end - 1) };
}

/** Rejects when the file goes away or changes while it is read. */
async function* linesOf(file: string, start: number, end: number): AsyncGenerator<string> {
  const unpacked = createGunzip().setEncoding("utf8");
  const read = pipeline(createReadStream(file, { start, end }), unpacked);
  read.catch(() => undefined);
  let rest = "";
  for await (const chunk of unpacked) {
    const lines = (rest + String(chunk)).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
  await read;
  if (rest !== "") yield rest;
}

async function readEnds(file: string): Promise<{ size: number; head: Buffer; seal: Buffer }> {
  const handle = await open(file, "r").catch(() => {
    throw new SealedFileError("missing", file);
  });
  try {
    const { size } = await handle.stat();
    if (size < MAGIC.length + SEAL_LENGTH) throw new SealedFileError("foreign", file);
    const head = Buffer.alloc(Math.min(MAX_HEADER, size));
    const seal = Buffer.alloc(SEAL_LENGTH);
    await handle.read(head, 0, head.length, 0);
    await handle.read(seal, 0, SEAL_LENGTH, size - SEAL_LENGTH);
    return { size, head, seal };
  } finally {
    await handle.close();
  }
}

function isHeader(value: unknown): value is SealedHeader {
  return (
    typeof value === "object" &&
    value !== null &&
    "kind" in value &&
    (value.kind === "backup" || value.kind === "log") &&
    "format" in value &&
    typeof value.format === "number"
  );
}

async function* withNewlines(lines: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const line of lines) yield `${line}\n`;
}

async function syncToDisk(path: string): Promise<void> {
  const handle = await open(path, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
