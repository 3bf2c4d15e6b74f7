import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseNumber } from "./numbers.ts";
import { readFigures } from "./read-figures.ts";
import { readable } from "./vietnamese-text.ts";
import { ownPhrase } from "./vocabulary.ts";

const read = (text: string) =>
  readFigures(readable(text)).figures.map(({ concept, kind, value, denominator }) =>
    [
      concept.replace("dossiers.", ""),
      kind,
      denominator === undefined ? value : `${value}/${denominator}`,
    ].join(" "),
  );
const vi = (n: number) => new Intl.NumberFormat("vi-VN").format(n);

describe("numbers", () => {
  test.each([
    ["5.188", true, 5188],
    ["1.234", true, 1234],
    ["12.345.678", true, 12_345_678],
    ["78,3", false, 78.3],
    ["78.3", false, 78.3],
    ["5,188", true, 5188],
    ["5,188", false, 5.188],
    ["1.234,5", false, 1234.5],
    ["5\u00a0188", true, 5188],
  ])("%s", (text, isCount, value) => {
    expect(parseNumber(text, isCount).value).toBe(value);
  });

  test("what is no figure is not read: dates, years, codes, documents, ordinals, spans, money", () => {
    const text = `Ngày 12/12/2022, lúc 7:39, theo Nghị định 61/2018/NĐ-CP và Quyết định 766/QĐ-TTg, giai đoạn 2021 - 2025,
      tại tổ 7, khu phố 3, đại biểu HĐND 3 cấp, hồ sơ H64.38.25-221205-0007, thủ tục 1.001193, trong 30 ngày, 2 tỷ đồng,
      quý IV/2022, tháng 11/2022, đến 30/9, tiếp nhận 120 hồ sơ`;
    const { figures, unread } = readFigures(readable(text));
    expect(figures.map(({ words }) => words)).toEqual(["120"]);
    expect(unread).toEqual([]);
  });
});

describe("ways of saying it", () => {
  test.each([
    [
      "Tiếp nhận 120 hồ sơ, đã giải quyết 110 hồ sơ, đang giải quyết 10 hồ sơ.",
      ["received count 120", "resolved count 110", "open count 10"],
    ],
    [
      "5.126 hồ sơ trước hạn, 58 hồ sơ đúng hạn và 3 hồ sơ quá hạn.",
      ["early count 5126", "onTime count 58", "late count 3"],
    ],
    [
      "- Trước hạn: 5.126 hồ sơ\n- Đúng hạn: 58 hồ sơ\n- Quá hạn: 0 hồ sơ",
      ["early count 5126", "onTime count 58", "late count 0"],
    ],
    ["Giải quyết trước và đúng hạn 117 hồ sơ, trễ hạn 3 hồ sơ.", ["inTime count 117", "late count 3"]],
    [
      "Đang giải quyết 10 hồ sơ, trong đó trong hạn 8 hồ sơ, quá hạn 2 hồ sơ.",
      ["open count 10", "openInTime count 8", "overdue count 2"],
    ],
    [
      "Kỳ trước chuyển sang 15 hồ sơ; tiếp nhận trực tuyến 2.280 hồ sơ, trực tiếp và qua bưu chính 105 hồ sơ.",
      ["carriedOver count 15", "received.online count 2280", "received.counter count 105"],
    ],
    [
      "Tỷ lệ hồ sơ trực tuyến toàn trình đạt 87,3% (69/79 hồ sơ).",
      ["online.full.rate rate 87.3", "online.full.rate fraction 69/79"],
    ],
    [
      "Dịch vụ công trực tuyến một phần: 477 hồ sơ trên tổng số 609 hồ sơ, chiếm 78,3 phần trăm.",
      ["online.partial.rate fraction 477/609", "online.partial.rate rate 78.3"],
    ],
    ["Tỷ lệ giải quyết đúng hạn đạt 99,2%.", ["onTimeRate rate 99.2"]],
    ["Trong kỳ không có hồ sơ quá hạn.", ["late count 0"]],
    ["Đã giải quyết\nxong 5.184 hồ sơ, trước\nhạn 5.126 hồ sơ.", ["resolved count 5184", "early count 5126"]],
    ["Hoàn thành 104,4% kế hoạch năm.", []],
  ])("%s", (text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  test("a change against another time is no rate, and a number about nothing known is said to be unread", () => {
    const { figures, unread } = readFigures(
      "Tiếp nhận 120 hồ sơ, tăng 5,2% so với cùng kỳ; trồng 300 cây xanh.",
    );
    expect(figures.map(({ words }) => words)).toEqual(["120"]);
    expect(unread).toMatchObject([
      { words: "5,2%", reason: "change" },
      { words: "300", reason: "no-indicator" },
    ]);
  });

  test("periods and units are told where they are told", () => {
    const { figures, dated } = readFigures(
      "Trong tháng 11/2022, phường tiếp nhận 450 hồ sơ. Lũy kế đến ngày 30/11/2022 tiếp nhận 4.900 hồ sơ. Tổ 7 có 852 người có căn cước.",
    );
    expect(figures.map(({ period, unit }) => [period, unit])).toEqual([
      ["2022-11", null],
      ["2022-01-01..2022-11-30", null],
      ["2022-01-01..2022-11-30", "tổ 7"],
    ]);
    expect(dated).toBe(true);
    expect(readFigures("6 tháng đầu năm 2026 tiếp nhận 90 hồ sơ").figures[0]?.period).toBe(
      "2026-01-01..2026-06-30",
    );
    expect(readFigures("Quý IV/2025 tiếp nhận 90 hồ sơ").figures[0]?.period).toBe("2025-Q4");
    expect(readFigures("Tiếp nhận 90 hồ sơ, đạt 95% kế hoạch năm 2025").figures[0]?.period).toBeNull();
  });

  test("a ward's own indicator is known by its label", () => {
    const own = [ownPhrase("indicator.trees", "Cây xanh trồng mới")];
    expect(readFigures("Số cây xanh trồng mới là 300.", own).figures).toMatchObject([
      { concept: "indicator.trees", value: 300 },
    ]);
  });

  test("any numbers, in any order of the parts, come out as they went in", () => {
    const count = fc.integer({ min: 0, max: 99_999 });
    fc.assert(
      fc.property(
        fc.record({
          received: count,
          resolved: count,
          early: count,
          onTime: count,
          late: count,
          open: count,
        }),
        fc.shuffledSubarray(["early", "onTime", "late", "open"] as const, { minLength: 4 }),
        fc.boolean(),
        (n, order, isAfter) => {
          const names = { early: "trước hạn", onTime: "đúng hạn", late: "quá hạn", open: "chưa giải quyết" };
          const parts = order.map((one) =>
            isAfter ? `${vi(n[one])} hồ sơ ${names[one]}` : `${names[one]} ${vi(n[one])} hồ sơ`,
          );
          // Late right behind open means what is open and overdue; there the order does matter.
          fc.pre(order.indexOf("late") !== order.indexOf("open") + 1);
          const text = `Phường tiếp nhận ${vi(n.received)} hồ sơ; đã giải quyết ${vi(n.resolved)} hồ sơ, trong đó ${parts.join(", ")}.`;
          expect(new Set(read(text))).toEqual(
            new Set([
              `received count ${n.received}`,
              `resolved count ${n.resolved}`,
              ...order.map((one) => `${one} count ${n[one]}`),
            ]),
          );
        },
      ),
      { numRuns: 60 },
    );
  });

  test("twenty thousand characters of anything are read in time, with places inside", () => {
    const hostile = [
      "1",
      "1.",
      "a\n",
      ";",
      "tổ 7 ",
      "1/",
      "không có ",
      "tài khoản ",
      "5.188 hồ sơ, ",
      "năm 2022 ",
    ];
    for (const piece of hostile) {
      const text = piece.repeat(Math.ceil(20_000 / piece.length)).slice(0, 20_000);
      const { figures } = readFigures(text);
      expect(figures.every(({ start, end }) => start >= 0 && end <= text.length && start < end)).toBe(true);
    }
  }, 20_000);
});
