import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Plugin } from "vite";

const SOURCE = new URL("src/cell/shell-worker.js", import.meta.url);
const PUBLIC = [
  "/favicon.svg",
  "/icon-maskable.svg",
  "/icon-192.png",
  "/icon-512.png",
  "/chi-bo.webmanifest",
];

/** The program of all pages, and what it fetches when it is needed. The styles of the public pages are an entry too, and no concern here. */
const OFFLINE = [
  "/index.html",
  "/cell/CellPage.vue",
  "/live/socket-wire.ts",
  "/i18n/vi-pages.ts",
  "/i18n/english.ts",
];

type Chunk = {
  facadeModuleId: string | null;
  imports: string[];
  css: Iterable<string>;
  assets: Iterable<string>;
};

/**
 * Writes `/sw.js`, which lets the secretary's page open without a network: the entry and that page's own chunk with all
 * they import, their styles and letters, and nothing of the other pages. Its version is a digest of its files.
 */
export function shellWorker(): Plugin {
  return {
    name: "nhip-shell-worker",
    apply: "build",
    generateBundle(_options, bundle) {
      const chunks = new Map<string, Chunk>();
      for (const [name, output] of Object.entries(bundle)) {
        if (output.type !== "chunk") continue;
        const { facadeModuleId, imports, viteMetadata } = output;
        const css = viteMetadata?.importedCss ?? [];
        chunks.set(name, {
          facadeModuleId,
          imports,
          css,
          assets: viteMetadata?.importedAssets ?? [],
        });
      }
      const wanted = new Set<string>();
      for (const [name, { facadeModuleId }] of chunks)
        if (OFFLINE.some((one) => facadeModuleId?.endsWith(one))) collect(name, chunks, wanted);
      // Letters are named by the styles; there are four of them.
      for (const name of Object.keys(bundle)) if (name.endsWith(".woff2")) wanted.add(name);
      if (
        ![...chunks].some(
          ([name, { facadeModuleId }]) => wanted.has(name) && facadeModuleId?.endsWith("CellPage.vue"),
        )
      )
        this.error("the secretary's page has no chunk of its own");
      const files = [...PUBLIC, ...[...wanted].toSorted().map((name) => `/${name}`)];
      const body = readFileSync(SOURCE, "utf8");
      const version = createHash("sha256")
        .update(JSON.stringify(files))
        .update(body)
        .digest("hex")
        .slice(0, 12);
      const source = `const VERSION = ${JSON.stringify(version)};\nconst FILES = ${JSON.stringify(files)};\n${body}`;
      this.emitFile({ type: "asset", fileName: "sw.js", source });
    },
  };
}

function collect(name: string, chunks: ReadonlyMap<string, Chunk>, wanted: Set<string>): void {
  const chunk = chunks.get(name);
  if (!chunk || wanted.has(name)) return;
  wanted.add(name);
  for (const file of [...chunk.css, ...chunk.assets]) wanted.add(file);
  for (const other of chunk.imports) collect(other, chunks, wanted);
}
