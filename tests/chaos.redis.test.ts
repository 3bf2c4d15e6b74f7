import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { isClean, reportText } from "../chaos/report.ts";
import { runStorm } from "../chaos/storm.ts";

/** Printed with the report, so that a run can be repeated: npm run chaos -- --seed N. */
const SEED = 20_261_125;
const BROKEN_WORKER = fileURLToPath(new URL("../chaos/broken-worker.ts", import.meta.url));
const LONG = { timeout: 180_000 };
const quiet = (): void => undefined;

test(
  "a short storm of faults: every figure, every dossier and every screen is as if there had been none",
  LONG,
  async () => {
    const report = await runStorm({ minutes: 0.25, seed: SEED, rate: 500, brief: true, say: quiet });
    const text = reportText(report);
    console.log(`seed ${SEED}\n${text}`);
    expect(report.findings).toMatchObject({ differences: 0, lost: 0, double: 0, unknown: 0, told: [] });
    expect(report.troubles).toEqual([]);
    expect(report.findings.screens).toEqual({ watched: 32, equal: 32 });
    expect(isClean(report)).toBe(true);
    expect(report.sent.accepted).toBeGreaterThan(500);
    expect(Object.keys(report.faults).length).toBeGreaterThan(8);
  },
);

describe("the harness finds what is broken on purpose", () => {
  test.each(["no-version-check", "no-id-check"])("a worker with %s", LONG, async (kind) => {
    const worker = ["--import", "tsx", BROKEN_WORKER, kind];
    const report = await runStorm({ minutes: 0.12, seed: SEED, rate: 800, brief: true, worker, say: quiet });
    const { differences, lost, double, told } = report.findings;
    console.log(
      `${kind}: ${differences} differences, ${lost} lost, ${double} double\n${told.slice(0, 5).join("\n")}`,
    );
    expect(differences).toBeGreaterThan(0);
    expect(lost + double).toBeGreaterThan(0);
    expect(isClean(report)).toBe(false);
  });
});
