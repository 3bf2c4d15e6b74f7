import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkText } from "./check-text.ts";
import { readFigures } from "./read-figures.ts";
import { readable } from "./vietnamese-text.ts";

const check = (pasted: string) => {
  const text = readable(pasted);
  return checkText(text, readFigures(text), { locale: "vi", day: "2026-11-24" });
};
const grave = (text: string) =>
  check(text)
    .findings.filter(({ severity }) => severity === "error" || severity === "doubt")
    .filter(({ rule }) => rule !== "no-date")
    .map(({ rule, severity, cause }) => [severity, rule, cause?.code ?? null].join(" "));
const vi = (n: number) => new Intl.NumberFormat("vi-VN", { maximumFractionDigits: 1 }).format(n);
const tenth = (n: number) => Math.round(n * 10) / 10;

/** A report that adds up, of made-up numbers. */
const report = (early: number, onTime: number, late: number, open: number, online: number, plan: number) => {
  const resolved = early + onTime + late;
  const received = resolved + open;
  const rate = (100 * online) / received;
  return {
    received,
    rate: tenth(rate),
    attainment: tenth((100 * rate) / plan),
    say: (told: { received?: number; rate?: number; attainment?: number }) =>
      `Tháng 11/2026, phường tiếp nhận ${vi(told.received ?? received)} hồ sơ; đã giải quyết ${vi(resolved)} hồ sơ, trong đó trước hạn ${vi(early)} hồ sơ, đúng hạn ${vi(onTime)} hồ sơ, quá hạn ${vi(late)} hồ sơ; đang giải quyết ${vi(open)} hồ sơ; dịch vụ công trực tuyến toàn trình đạt ${vi(online)}/${vi(received)} hồ sơ, bằng ${vi(told.rate ?? tenth(rate))}%, đạt ${vi(told.attainment ?? tenth((100 * rate) / plan))}% kế hoạch năm.`,
  };
};
const numbers = fc.record({
  early: fc.integer({ min: 100, max: 6000 }),
  onTime: fc.integer({ min: 1, max: 900 }),
  late: fc.integer({ min: 0, max: 90 }),
  open: fc.integer({ min: 0, max: 90 }),
  share: fc.double({ min: 0.2, max: 0.99, noNaN: true }),
  plan: fc.integer({ min: 30, max: 100 }),
});
const made = ({
  early,
  onTime,
  late,
  open,
  share,
  plan,
}: {
  early: number;
  onTime: number;
  late: number;
  open: number;
  share: number;
  plan: number;
}) => report(early, onTime, late, open, Math.floor(share * (early + onTime + late + open)), plan);

describe("reports of other numbers", () => {
  test("one that adds up raises nothing", () => {
    fc.assert(
      fc.property(numbers, (n) => {
        expect(grave(made(n).say({}))).toEqual([]);
      }),
      { numRuns: 80 },
    );
  });

  test("one dossier too many in the receipts is found, and called that", () => {
    fc.assert(
      fc.property(numbers, fc.constantFrom(-2, -1, 1, 2), (n, off) => {
        const one = made(n);
        expect(grave(one.say({ received: one.received + off }))).toContain(
          "error sum.balance dossier-missing",
        );
      }),
      { numRuns: 40 },
    );
  });

  test("a wrong rate is found", () => {
    fc.assert(
      fc.property(numbers, fc.integer({ min: 2, max: 150 }), (n, off) => {
        const one = made(n);
        const rate = tenth(one.rate + off / 10);
        // Printed without a decimal it would be right where it rounds to that.
        fc.pre(!Number.isInteger(rate));
        expect(grave(one.say({ rate })).join()).toMatch(/error rate/);
      }),
      { numRuns: 40 },
    );
  });

  test("an attainment of a rate rounded up first is found wherever no other plan explains it", () => {
    const one = report(60, 19, 0, 0, 69, 70);
    expect(one.attainment).toBe(124.8);
    expect(grave(one.say({ attainment: 125.7 }))).toEqual(["error plan rounded-before-dividing"]);
  });
});

describe("causes", () => {
  test.each([
    [
      "Tiếp nhận 5.818 hồ sơ, đã giải quyết 5.184 hồ sơ, đang giải quyết 4 hồ sơ.",
      "error sum.balance digits-swapped",
    ],
    [
      "Tiếp nhận 5.900 hồ sơ, đã giải quyết 5.184 hồ sơ, đang giải quyết 4 hồ sơ.",
      "error sum.balance unexplained",
    ],
    [
      "Đã giải quyết 110 hồ sơ, trong đó trước hạn 90 hồ sơ, đúng hạn 15 hồ sơ.",
      "doubt sum.resolved part-not-told",
    ],
    ["Đã giải quyết 110 hồ sơ, trong đó trước hạn 120 hồ sơ.", "error part-above-whole unexplained"],
    ["Trực tuyến toàn trình đạt 69/79 hồ sơ, bằng 114,5%.", "error rate-above-100 fraction-upside-down"],
    ["Trực tuyến toàn trình đạt 69/79 hồ sơ, bằng 78,3%.", "error rate digits-swapped"],
    [
      "Trực tuyến toàn trình đạt 70/79 hồ sơ, bằng 88,3%; một phần đạt 53/60 hồ sơ, bằng 88,3%.",
      "error rate copied",
    ],
    ["Trực tuyến toàn trình đạt 123,4%.", "error rate-above-100 rate-and-attainment-mixed"],
    ["Trực tuyến một phần đạt 70/79 hồ sơ, bằng 88,60%.", "doubt rate cut-not-rounded"],
    ["Tiếp nhận 120 hồ sơ. Trong kỳ tiếp nhận 121 hồ sơ.", "doubt said-twice"],
    ["Trực tuyến toàn trình đạt 88,3%; một phần đạt 88,3%.", "doubt same-percentage"],
    ["Trực tuyến toàn trình đạt 61/79 hồ sơ, bằng 77,2%, đạt 107,7% kế hoạch.", "doubt plan"],
  ])("%s", (text, expected) => {
    expect(grave(text).join()).toContain(expected);
  });

  test.each([
    // What was carried over counts with what was received.
    "Kỳ trước chuyển sang 15 hồ sơ, tiếp nhận 2.385 hồ sơ, đã giải quyết 2.375 hồ sơ, đang giải quyết 25 hồ sơ.",
    // What was returned is neither resolved nor open.
    "Tiếp nhận 120 hồ sơ, đã giải quyết 110 hồ sơ, trả lại 2 hồ sơ, đang giải quyết 8 hồ sơ.",
    "Đang giải quyết 10 hồ sơ, trong đó trong hạn 8 hồ sơ, quá hạn 2 hồ sơ.",
    "Đã giải quyết 120 hồ sơ, trong đó trước hạn 108 hồ sơ (90%), đúng hạn 12 hồ sơ (10%).",
    "Tiếp nhận 400 hồ sơ, đã giải quyết 380 hồ sơ, đạt 95%; còn lại 20 hồ sơ.",
    // Month and year to date are different periods.
    "Tháng 11/2026 tiếp nhận 450 hồ sơ. Lũy kế đến ngày 30/11/2026 tiếp nhận 4.900 hồ sơ.",
    `Trong tháng 10/2026, Trung tâm Phục vụ hành chính công phường đã tiếp nhận tổng số 1.245 hồ sơ (trong đó: trực tuyến
      1.102 hồ sơ, trực tiếp 120 hồ sơ, kỳ trước chuyển sang 23 hồ sơ). Đã giải quyết 1.220 hồ sơ (trước hạn 1.105 hồ sơ,
      đúng hạn 112 hồ sơ, quá hạn 3 hồ sơ), đạt tỷ lệ đúng và trước hạn 99,75%. Đang giải quyết 25 hồ sơ, trong đó 24 hồ sơ
      còn trong hạn, 01 hồ sơ quá hạn.`,
    `- Số hồ sơ mới tiếp nhận: 350 (trực tuyến: 340; trực tiếp: 10)\n- Số hồ sơ giải quyết xong: 345\n+ Trước hạn: 300
+ Đúng hạn: 44\n+ Quá hạn: 1\n- Số hồ sơ chưa giải quyết: 5`,
    "Trực tuyến toàn trình đạt 95,2% (1.102/1.158 hồ sơ), vượt 15,2% so với kế hoạch.",
    "Toàn phường có 3.215 tài khoản định danh điện tử mức độ 2.",
    // A whole percentage may be right for two things.
    "Trực tuyến toàn trình đạt 45/60 hồ sơ, bằng 75%; một phần đạt 75%.",
    // Half a percent is as round as was printed.
    "Trực tuyến toàn trình đạt 69/79 hồ sơ, bằng 87%.",
  ])("nothing is wrong with: %s", (text) => {
    expect(grave(text)).toEqual([]);
  });

  test("terms that are out of use are told by the day that the text speaks of", () => {
    const terms = check(
      "Tháng 11/2026, Bộ phận Một cửa tiếp nhận 90 hồ sơ, cấp 12 thẻ căn cước công dân.",
    ).findings;
    expect(
      terms.filter(({ rule }) => rule === "retired-term").map(({ text }) => text.slice(0, 20)),
    ).toHaveLength(2);
    expect(check("Tháng 11/2026 tiếp nhận 90 hồ sơ.").findings).toEqual([]);
    const identity = check("Tháng 11/2026 có 90 tài khoản định danh điện tử mức độ 2.").findings;
    expect(identity.map(({ rule }) => rule)).not.toContain("retired-term");
  });
});
