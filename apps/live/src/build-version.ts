import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * The version that screens compare: the package's, and a mark of the dashboard that is served, for a new build may come
 * without a new number (pitfall V11).
 */
export function buildVersion(version: string, dashboardDir: string): string {
  const page = join(dashboardDir, "index.html");
  if (!existsSync(page)) return version;
  return `${version}+${createHash("sha256").update(readFileSync(page)).digest("hex").slice(0, 8)}`;
}
