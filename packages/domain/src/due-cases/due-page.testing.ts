import type { DueCase, Local } from "./due-case.testing.ts";

type Part = { title: string; cases: readonly DueCase[] };

const ANSWERS: Record<NonNullable<DueCase["verdict"]>, string> = {
  early: "trước hạn",
  onTime: "đúng hạn",
  late: "quá hạn",
  undated: "chưa xác định hạn",
  withdrawn: "rút hồ sơ",
  rejected: "từ chối giải quyết",
};

const STATES: Record<string, string> = {
  open: "đang xử lý",
  "due-soon": "sắp đến hạn",
  overdue: "quá hạn",
  waiting: "đang chờ",
  stopped: "dừng xử lý",
  early: "đã trả trước hạn",
  "on-time": "đã trả đúng hạn",
  late: "đã trả quá hạn",
  withdrawn: "đã rút",
  rejected: "đã từ chối",
};

const HEAD = `# Due times, case by case

<!-- Written by packages/domain/src/due-cases/due-cases.test.ts; edit the cases there, not this page. -->

How a due time comes about: the day of receipt, office hours, Tết and other days off, waiting, extensions, and how an
answer counts against it. Every case was worked by hand from the rule and a paper calendar, and the tests hold the code to
it. Where nothing else is said the office is open 07:30–11:30 and 13:30–17:00, waiting pauses the clock, the due time is an
instant, and a dossier is due soon when 8 working hours are left.

Write this page anew after a change of the cases:

    node scripts/test.mjs --project unit packages/domain/src/due-cases --update
`;

/** The page for officials: one row a case. */
export function dueTimesPage(parts: readonly Part[]): string {
  const total = parts.reduce((sum, { cases }) => sum + cases.length, 0);
  return `${HEAD}\n${total} cases.\n${parts.map(section).join("")}`;
}

function section({ title, cases }: Part): string {
  const head = "| # | Story | Rule | Working | Due | Verdict | Source |\n|---|---|---|---|---|---|---|";
  return `\n## ${title}\n\n${head}\n${cases.map(row).join("\n")}\n`;
}

function row(one: DueCase): string {
  const states = (one.states ?? []).map(
    ([at, status]) => `${clock(at)} ${status === null ? "không kể" : (STATES[status] ?? status)}`,
  );
  const answer = one.verdict === undefined ? [] : [`**${ANSWERS[one.verdict]}**`];
  const cells = [
    one.id,
    one.story,
    one.rule,
    one.working,
    one.due === null ? "không có hạn" : clock(one.due),
    [...answer, ...states].join("<br>") || "—",
    one.source,
  ];
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}

/** `08/10/2026 17:00` of `2026-10-08 17:00`. */
function clock(at: Local): string {
  const [year, month, day] = at.slice(0, 10).split("-");
  return `${day}/${month}/${year} ${at.slice(11).replace(".", ",")}`;
}
