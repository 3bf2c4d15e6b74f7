import { fileURLToPath } from "node:url";
import tailwindcss from "@tailwindcss/vite";
import vue from "@vitejs/plugin-vue";
import { defineConfig } from "vite";
import { firstChunks, firstDocument } from "./first-chunks.ts";
import { precompress } from "./precompress.ts";
import { shellWorker } from "./shell-worker.ts";

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const FIRST_PAGE = at("src/leader/LeaderPage.vue");
const server = "http://127.0.0.1:3000";

export default defineConfig({
  plugins: [vue(), tailwindcss(), shellWorker(), firstDocument(FIRST_PAGE), precompress()],
  define: {
    __VUE_OPTIONS_API__: false,
    __VUE_PROD_DEVTOOLS__: false,
    __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: false,
    __VUE_I18N_FULL_INSTALL__: false,
    __VUE_I18N_LEGACY_API__: false,
    __INTLIFY_PROD_DEVTOOLS__: false,
    __INTLIFY_DROP_MESSAGE_COMPILER__: false,
  },
  server: { proxy: { "/api": server, "/socket.io": { target: server, ws: true } } },
  build: {
    target: "es2022",
    // The content policy allows no data: URIs, so no file is inlined.
    assetsInlineLimit: 0,
    // ECharts, in a chunk that loads after the page.
    chunkSizeWarningLimit: 600,
    rolldownOptions: {
      input: { index: at("index.html"), "public-page": at("src/styles/public-page.css") },
      // The public pages have no script to tell them a name with a digest in it.
      output: {
        codeSplitting: firstChunks(at("src/main.ts"), FIRST_PAGE),
        assetFileNames: ({ names }) =>
          names.includes("public-page.css") ? "public-page.css" : "assets/[name]-[hash][extname]",
      },
      // The house's packages are pure; without this the schemas of contracts would ride along.
      treeshake: { moduleSideEffects: (id: string) => !/[\\/]packages[\\/](contracts|domain)[\\/]/.test(id) },
    },
  },
});
