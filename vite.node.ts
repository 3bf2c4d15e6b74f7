import { defineConfig } from "vite";

/** Bundles one Node app: the house's own packages go in, packages from the registry stay outside. */
export default defineConfig({
  build: { target: "node20", outDir: "dist", sourcemap: true, minify: false, reportCompressedSize: false },
  ssr: { noExternal: [/^@nhip\//] },
});
