import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const ROOT = join(import.meta.dirname, "..");

/** Bundles the baseline's door exactly as the apps are bundled, into `outDir` (inside the checkout). Returns its entry. */
export async function buildBaseline(outDir: string): Promise<string> {
  await build({
    root: ROOT,
    configFile: join(ROOT, "vite.node.ts"),
    logLevel: "error",
    build: { ssr: fileURLToPath(import.meta.resolve("./baseline-door.ts")), outDir },
  });
  return join(outDir, "baseline-door.js");
}
