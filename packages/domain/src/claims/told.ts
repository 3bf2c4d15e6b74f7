import { addDays, isDay } from "../civil-day.ts";

/** What a text says about when and where, up to a place in it. Periods are those that the API takes. */
export type Told = {
  at: number;
  period?: string;
  /** True where the period has an end of its own: a month that is named, or a day up to which was counted. */
  dated?: boolean;
  /** The unit that is spoken of; `null`: the ward again. */
  unit?: string | null;
};

const DAY = String.raw`(?:ngày\s+)?(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})`;
const NOT_OF_A_PLAN = String.raw`(?<!kế\s+hoạch\s|kế\s+hoạch\s+giao\s|chỉ\s+tiêu\s|nghị\s+quyết\s|đề\s+án\s)`;
const ROMAN: Record<string, string> = { i: "1", ii: "2", iii: "3", iv: "4" };

const day = (d = "", m = "", y = ""): string => `${y}-${m.padStart(2, "0")}-${d.padStart(2, "0")}`;
const monthOf = (m = "", y = ""): string => `${y}-${m.padStart(2, "0")}`;
const isMonth = (month: string): boolean => isDay(`${month}-01`);
const lastOf = (month: string): string => addDays(`${addDays(`${month}-28`, 4).slice(0, 7)}-01`, -1);

type Reader = {
  pattern: RegExp;
  read: (match: RegExpMatchArray) => { period: string; dated: boolean } | null;
};

const range = (from: string, to: string) =>
  isDay(from) && isDay(to) && from <= to ? { period: `${from}..${to}`, dated: true } : null;

/** The more telling first; what one has read, the next does not read again. */
const READERS: readonly Reader[] = [
  {
    pattern: new RegExp(String.raw`từ\s+${DAY}\s*(?:đến|-|–|tới)\s*(?:hết\s+)?${DAY}`, "gu"),
    read: ([, d1, m1, y1, d2, m2, y2]) => range(day(d1, m1, y1), day(d2, m2, y2)),
  },
  {
    // "Từ đầu năm 2022 đến ngày 12/12/2022", "tính đến hết ngày 30/11/2022", "lũy kế đến 30/11/2022".
    pattern: new RegExp(
      String.raw`(?:từ\s+đầu\s+năm(?:\s+\d{4})?\s+(?:đến|tới)|tính\s+đến|lũy\s+kế\s+(?:đến|tới)|đến)\s+(?:hết\s+)?${DAY}`,
      "gu",
    ),
    read: ([, d, m, y]) => range(`${y}-01-01`, day(d, m, y)),
  },
  {
    pattern: /(\d|sáu|chín|ba)\s+tháng\s+(đầu|cuối)\s+năm\s+(\d{4})/gu,
    read: ([, count = "", which, y]) => {
      const n = { ba: 3, sáu: 6, chín: 9 }[count] ?? Number(count);
      const from = which === "đầu" ? 1 : 13 - n;
      return range(`${y}-${String(from).padStart(2, "0")}-01`, lastOf(monthOf(String(from + n - 1), y)));
    },
  },
  {
    pattern: /(?:đến|tới)\s+(?:hết\s+)?tháng\s+(\d{1,2})(?:\s*[/.-]\s*|\s+năm\s+)(\d{4})/gu,
    read: ([, m, y]) => (isMonth(monthOf(m, y)) ? range(`${y}-01-01`, lastOf(monthOf(m, y))) : null),
  },
  {
    pattern: /tháng\s+(\d{1,2})(?:\s*[/.-]\s*|\s+năm\s+)(\d{4})/gu,
    read: ([, m, y]) => (isMonth(monthOf(m, y)) ? { period: monthOf(m, y), dated: true } : null),
  },
  {
    pattern: /quý\s+([1-4]|iv|i{1,3})(?:\s*[/.-]\s*|\s+năm\s+)(\d{4})/gu,
    read: ([, q = "", y]) => ({ period: `${y}-Q${ROMAN[q] ?? q}`, dated: true }),
  },
  {
    pattern: new RegExp(
      String.raw`${NOT_OF_A_PLAN}năm\s+((?:19|20)\d{2})(?!\s*[-–]\s*\d)(?:\s+đến\s+nay)?`,
      "gu",
    ),
    read: ([, y = ""]) => ({ period: y, dated: false }),
  },
];

/** Where a text says for which period it speaks, in order. `plain` is what `comparable` gave. */
export function periodsTold(plain: string): Told[] {
  const told: Told[] = [];
  let rest = plain;
  for (const { pattern, read } of READERS) {
    const before = rest;
    for (const match of before.matchAll(pattern)) {
      const found = read(match);
      if (!found) continue;
      told.push({ at: match.index, ...found });
      const end = match.index + match[0].length;
      rest = rest.slice(0, match.index) + "§".repeat(match[0].length) + rest.slice(end);
    }
  }
  return told.toSorted((a, b) => a.at - b.at);
}

const NAMED_UNIT =
  /(?<![\p{L}])((?:tổ\s+dân\s+phố|tổ|khu\s+phố|thôn|ấp)\s+(?:số\s+)?\d{1,2})(?![.,/]?\d)(?!\s*(?:%|hồ|người|thành))/gu;
const SAME_UNIT = /(?<![\p{L}])(?:tổ|khu\s+phố|thôn)\s+(?:đã|có|hiện|này|tích\s+cực)(?![\p{L}])/gu;
const WARD_AGAIN =
  /(?<![\p{L}])(?:toàn\s+)?(?:phường|xã|đặc\s+khu)\s+(?:đã|còn|có|hiện)(?![\p{L}])|của\s+phường(?![\p{L}])|toàn\s+(?:phường|xã)/gu;

/** Where a text begins to speak of one unit of the ward, and where of the ward again. */
export function unitsTold(plain: string): Told[] {
  const told: Told[] = [];
  for (const match of plain.matchAll(NAMED_UNIT))
    told.push({ at: match.index, unit: (match[1] ?? "").replace(/\s+/g, " ") });
  for (const match of plain.matchAll(WARD_AGAIN)) told.push({ at: match.index, unit: null });
  told.sort((a, b) => a.at - b.at);
  for (const match of plain.matchAll(SAME_UNIT)) {
    const last = told.findLast(({ at, unit }) => at < match.index && unit !== null);
    if (last) told.push({ ...last, at: match.index });
  }
  return told.toSorted((a, b) => a.at - b.at);
}
