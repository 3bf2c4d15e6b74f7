import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Comparison, Row } from "./comparison.ts";
import type { Environment } from "./environment.ts";
import type { FirstLoad } from "./first-load.ts";
import { BACKGROUND_PER_SECOND, type Latency } from "./latency.ts";
import type { Proofs } from "./proof.ts";
import type { Spread } from "./statistics.ts";

/** What batches must reach over one job an event. */
const RATIO_GOAL = 12;

export type Report = {
  mode: "quick" | "full";
  environment: Environment;
  batches: Comparison | null;
  singles: Comparison | null;
  latency: Latency | null;
  proofs: Proofs | null;
  firstLoad: FirstLoad | null;
};

const whole = (value: number): string => Math.round(value).toLocaleString("en-US");
const tenths = (value: number): string => value.toFixed(1);
const range = ({ lowest, highest }: Spread, show: (value: number) => string): string =>
  `${show(lowest)} – ${show(highest)}`;

/** The report as aligned text. */
export function reportText(report: Report): string {
  const { batches, singles, latency, proofs, firstLoad } = report;
  const comparisons = [batches, singles].filter((one) => one !== null);
  return [
    ...environmentLines(report),
    "",
    ...aligned([
      [
        "from the first POST to the last counter",
        "events",
        "runs",
        "events/s",
        "lowest – highest",
        "202 p50 ms",
        "p99 ms",
        "counters",
      ],
      ...comparisons.flatMap(({ ours, baseline, faults }) =>
        [ours, baseline].filter((row) => row !== null).map((row) => cells(row, faults.length === 0)),
      ),
    ]),
    "",
    ...ratioLine("batches over baseline", batches, `goal ${RATIO_GOAL}`),
    ...ratioLine("singles over baseline", singles, "no goal"),
    ...(latency ? latencyLines(latency) : ["POST to the screen: not measured"]),
    ...(proofs ? proofLines(proofs) : ["verify and rebuild: not measured"]),
    ...(firstLoad ? firstLoadLines(firstLoad) : ["first load: not measured"]),
  ].join("\n");
}

function environmentLines({ environment: env, mode }: Report): string[] {
  return [
    `Nhịp Phường · benchmark · ${mode}, medians · seed ${env.seed} · ${env.date}`,
    `node ${env.node} · redis ${env.redis} · ${env.durability} · fdatasync ${env.fdatasyncMs.toFixed(2)} ms`,
    `${env.cores} cores · ${env.cpu} · load before ${tenths(env.loadBefore)} · load generator on the same cores`,
  ];
}

function cells(
  { label, events, runs, eventsPerSecond, answerP50Ms, answerP99Ms }: Row,
  exact: boolean,
): string[] {
  return [
    label,
    whole(events),
    String(runs),
    whole(eventsPerSecond.median),
    range(eventsPerSecond, whole),
    tenths(answerP50Ms.median),
    tenths(answerP99Ms.median),
    exact ? "exact" : "WRONG",
  ];
}

function ratioLine(label: string, comparison: Comparison | null, goal: string): string[] {
  const ratio = comparison?.ratio;
  return ratio ? [`${label.padEnd(24)} ${tenths(ratio.median)} ×  (${range(ratio, tenths)}; ${goal})`] : [];
}

function latencyLines(latency: Latency): string[] {
  const { probes, missed, p50Ms, p99Ms, highestMs, answerP50Ms, backgroundPerSecond, faults } = latency;
  return [
    `${"POST to the screen".padEnd(24)} p50 ${whole(p50Ms)} ms, p99 ${whole(p99Ms)} ms, highest ${whole(highestMs)} ms  ` +
      `(${probes} probes, ${missed} missed; 202 after ${whole(answerP50Ms)} ms; beside ${whole(backgroundPerSecond)} of ` +
      `${whole(BACKGROUND_PER_SECOND)} events/s into the same ward; counters ${faults.length === 0 ? "exact" : "WRONG"})`,
  ];
}

function proofLines({ events, dossiers, verify, rebuild, faults }: Proofs): string[] {
  const of = `${whole(events)} events, ${whole(dossiers)} dossiers of one ward, more coming in`;
  return [
    `${"nhip verify".padEnd(24)} ${tenths(verify.seconds)} s, at most ${whole(verify.peakMemoryMb)} MB  (${of}; ${faults.length === 0 ? "no difference" : "DIFFERENT"})`,
    `${"nhip rebuild".padEnd(24)} ${tenths(rebuild.seconds)} s, at most ${whole(rebuild.peakMemoryMb)} MB`,
  ];
}

function firstLoadLines({ runs, scriptKb, chartsKb, lines, chunks }: FirstLoad): string[] {
  const largest = chunks.slice(0, 6).map(({ name, kb }) => `${name} ${tenths(kb)}`);
  return [
    `${"first load, on a phone".padEnd(24)} ${tenths(scriptKb.median)} KB of script compressed before charts (goal 180), charts ${tenths(chartsKb.median)} KB`,
    ...lines.map(
      ({ name, largestPaintMs, layoutShift }) =>
        `${`  on a ${name} line`.padEnd(24)} largest paint ${whole(largestPaintMs.median)} ms (${range(largestPaintMs, whole)}; goal 1,500), layout shift ${layoutShift.median.toFixed(3)} (goal 0.05), ${runs} runs`,
    ),
    `${"".padEnd(24)} ${largest.join(", ")}`,
  ];
}

function aligned(rows: readonly string[][]): string[] {
  const widths = rows.reduce<number[]>(
    (most, row) => row.map((cell, n) => Math.max(cell.length, most[n] ?? 0)),
    [],
  );
  return rows.map((row) =>
    row.map((cell, n) => (n === 0 ? cell.padEnd(widths[n] ?? 0) : cell.padStart(widths[n] ?? 0))).join("  "),
  );
}

/** Every line that tells of a wrong counter; empty when all are exact. */
export function faultsOf({ batches, singles, latency, proofs }: Report): string[] {
  return [batches, singles, latency, proofs].flatMap((part) => part?.faults ?? []);
}

/** Leaves the report at `bench/results/latest.json`. */
export function writeReport(report: Report): string {
  const dir = join(import.meta.dirname, "results");
  const file = join(dir, "latest.json");
  const exact = faultsOf(report).length === 0;
  const text = JSON.stringify({ ...report, exact }, (name, value: unknown) => shown(name, value), 2);
  mkdirSync(dir, { recursive: true });
  writeFileSync(file, `${text}\n`);
  return file;
}

/** Three decimals are more than the measurement holds; `exact` says what an empty list of faults would. */
function shown(name: string, value: unknown): unknown {
  if (name === "faults") return undefined;
  return typeof value === "number" ? Math.round(value * 1_000) / 1_000 : value;
}
