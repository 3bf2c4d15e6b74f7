import { cpus } from "node:os";
import type { Findings } from "./findings.ts";
import type { Strike } from "./lanes.ts";
import type { SenderReport } from "./sender.ts";

/** Everything about one run. */
export type StormReport = {
  seed: number;
  startedAt: string;
  minutes: number;
  rate: number;
  /** How long the storm, the calm after it until all was counted, and the whole took. */
  seconds: { storm: number; calm: number; all: number };
  /** How often each kind of fault struck. */
  faults: Record<string, number>;
  strikes: Strike[];
  /** `repeated` lines sent on purpose a second time, `corrupted` lines that had to be refused, `late` events held back. */
  sent: SenderReport & { repeated: number; corrupted: number; late: number };
  findings: Findings;
  /** What went wrong beside the figures: a process that ended by itself, an answer that no honest door gives. */
  troubles: string[];
};

const sum = (counts: Record<string, number>): number =>
  Object.values(counts).reduce((total, n) => total + n, 0);
const shown = (n: number): string => n.toLocaleString("en-US");

/** Whether nothing at all is wrong. */
export function isClean({ findings, troubles }: StormReport): boolean {
  const { differences, lost, double, unknown, screens } = findings;
  return differences + lost + double + unknown + troubles.length === 0 && screens.equal === screens.watched;
}

/** A run as a person reads it. */
export function reportText(report: StormReport): string {
  const { faults, sent, findings, seconds, troubles } = report;
  const { compared, screens } = findings;
  const answers = Object.entries(sent.answers).map(([status, n]) => `${shown(n)} × ${status}`);
  return [
    `storm of ${seconds.storm} s at ${report.rate} events/s; all counted ${seconds.calm} s after it; ${seconds.all} s in all`,
    `${cpus().length} cores, everything on them; node ${process.versions.node}`,
    "",
    `faults        ${sum(faults)}`,
    ...Object.entries(faults)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([kind, n]) => `  ${String(n).padStart(4)}  ${kind}`),
    "",
    `accepted      ${shown(sent.accepted)} events, ${shown(sent.late)} of them long after the others`,
    `sent          ${shown(sent.lines)} lines in ${shown(sent.posts)} posts: ${answers.join(", ")}`,
    `repeated      ${shown(sent.repeated)} lines on purpose; all others that were sent more than once had no answer`,
    `corrupted     ${shown(sent.corrupted)} lines, to be refused and kept in quarantine`,
    "",
    `compared      ${Object.entries(compared)
      .map(([what, n]) => `${shown(n)} ${what}`)
      .join(", ")}`,
    `differences   ${findings.differences}`,
    `lost          ${findings.lost}`,
    `double        ${findings.double}`,
    `never sent    ${findings.unknown}`,
    `screens       ${screens.equal} of ${screens.watched} equal to a fresh GET`,
    ...(troubles.length > 0 ? [`troubles      ${troubles.length}`] : []),
    ...[...findings.told, ...troubles].map((line) => `  ! ${line}`),
    "",
    MARKDOWN_HEAD,
    markdownRow(report),
    "",
    isClean(report) ? "All figures are exact." : "NOT EXACT.",
  ].join("\n");
}

const MARKDOWN_HEAD = [
  "| seed | minutes | events accepted | sent again or repeated | corrupted | faults | differences | lost | double | screens equal |",
  "|---|---|---|---|---|---|---|---|---|---|",
].join("\n");

/** The run as a row of the table in docs/reliability.md. */
function markdownRow({ seed, minutes, sent, faults, findings, troubles }: StormReport): string {
  const { screens } = findings;
  const again = sent.lines - sent.accepted - sent.corrupted;
  const faultsShown =
    troubles.length === 0 ? shown(sum(faults)) : `${shown(sum(faults))} (${troubles.length} troubles)`;
  const cells = [
    seed,
    minutes,
    shown(sent.accepted),
    shown(again),
    shown(sent.corrupted),
    faultsShown,
    findings.differences + findings.unknown,
    findings.lost,
    findings.double,
    `${screens.equal} of ${screens.watched}`,
  ];
  return `| ${cells.join(" | ")} |`;
}
