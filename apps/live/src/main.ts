import { fileURLToPath } from "node:url";
import { runProcess } from "@nhip/runtime";
import { version } from "../package.json";
import { buildVersion } from "./build-version.ts";
import { startLive } from "./live.ts";

const dashboardDir = fileURLToPath(new URL("../../dashboard/dist", import.meta.url));

await runProcess("live", async ({ settings, log, refuse }) => {
  const { stops } = await startLive({
    settings,
    log,
    refuse,
    now: Date.now,
    dashboardDir,
    version: buildVersion(version, dashboardDir),
  });
  return stops;
});
