import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import type { Plugin } from "vite";

/** Smaller files gain nothing that a packet would notice. */
const MIN_BYTES = 1_024;
const TEXT = /\.(?:js|css|svg)$/;

/** Leaves each text among the built assets beside itself as `.br` and `.gz`, packed as small as it gets, once and not each time. */
export function precompress(): Plugin {
  let dir = "";
  return {
    name: "nhip-precompress",
    apply: "build",
    configResolved({ root, build }) {
      dir = join(root, build.outDir, build.assetsDir);
    },
    closeBundle() {
      for (const name of readdirSync(dir).filter((one) => TEXT.test(one))) {
        const file = join(dir, name);
        const bytes = readFileSync(file);
        if (bytes.length < MIN_BYTES) continue;
        const params = { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
        writeFileSync(`${file}.br`, brotliCompressSync(bytes, { params }));
        writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }));
      }
    },
  };
}
