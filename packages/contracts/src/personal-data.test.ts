import { expect, test } from "vitest";
import { maskPersonalData, personalDataIn, type PersonalDataKind, type TextUse } from "./personal-data.ts";

/** Numbers here are built, not anybody's: province and year codes followed by zeros or runs. */
const FOUND: [TextUse, string, PersonalDataKind][] = [
  ["id", "001099000001", "citizen-id"],
  ["id", "CCCD001099000001", "citizen-id"],
  ["id", "evt-079199123456-1", "citizen-id"],
  ["id", "0912345678", "phone"],
  ["id", "+84912345678", "phone"],
  ["id", "84912345678", "phone"],
  ["id", "hs/0355 123 456", "phone"],
  ["id", "a.b@example.vn", "email"],
  ["code", "001099000001", "citizen-id"],
  ["code", "123456789012", "citizen-id"],
  ["code", "123456789", "citizen-id"],
  ["code", "0912.345.678", "phone"],
  ["code", "HS 0912 34 56 78", "phone"],
  ["code", "091-2345-678", "phone"],
  ["code", "09123 45678", "phone"],
  ["code", "someone@example.com", "email"],
  ["subject", "Nguyễn Văn A", "name"],
  ["subject", "Tran Thi B", "name"],
  ["subject", "0912345678", "phone"],
  ["label", "0912345678", "phone"],
  ["label", "ông Nguyễn Văn A", "name"],
  ["label", "Bà Trần Thị B", "name"],
  ["prose", "CCCD 001099000001", "citizen-id"],
  ["prose", "số 001 099 000 001", "citizen-id"],
  ["prose", "CMND số 123456789.", "citizen-id"],
  ["prose", "mã 123456789012", "citizen-id"],
  ["prose", "gọi 0912345678 nhé", "phone"],
  ["prose", "ĐT: 0912.345.678", "phone"],
  ["prose", "ĐT: 09 1234 5678", "phone"],
  ["prose", "ĐT: +84 912 345 678", "phone"],
  ["prose", "ĐT: (+84) 912-345-678", "phone"],
  ["prose", "cố định 0216 3852 123 4", "phone"],
  ["prose", "cố định (0243) 312 3456", "phone"],
  ["prose", "thư về can.bo@example.gov.vn", "email"],
  ["prose", "hồ sơ của bà Lan", "name"],
  ["prose", "Ông Nguyễn Văn A nộp thay", "name"],
  ["prose", "chị Trần Thị Thu Hà", "name"],
  ["prose", "Người nộp: Lê Thị Hoa", "name"],
  ["prose", "o\u0302ng Nguye\u0302\u0303n Va\u0306n A", "name"],
  ["prose", "số nhà 12 tổ 5", "address"],
  ["prose", "số 12 đường Trần Phú", "address"],
  ["prose", "15/3 phố Hàng Bài", "address"],
  ["prose", "ngõ 120", "address"],
  ["prose", "thường trú tại tổ 5", "address"],
  ["prose", "địa chỉ: tổ 5", "address"],
];

const CLEAN: [TextUse, string][] = [
  ["code", "000.00.53.H48-220921-0099"],
  ["code", "H64.38.25-221205-0007"],
  ["code", "H64.38.25-091205-0007"],
  ["code", "H64.38.25-030522-0001"],
  ["code", "000.05.36.H48-230912-3456"],
  ["code", "03706/2026/07906"],
  ["code", "550e8400-e29b-41d4-a716-001099000001"],
  ["code", "01JD0912345678ABCDEFGHJKMN"],
  ["code", "507f1f77bcf86cd799439011"],
  ["code", "1.001193.000.00.00.H64"],
  ["code", "2.000374"],
  ["code", "HS0912345678"],
  ["code", "0000012345"],
  ["code", "0001234567"],
  ["code", "202212050001-7"],
  ["subject", "H64.38.25-221205-0007"],
  ["subject", "Hồ sơ 12"],
  ["subject", "HS/A"],
  ["id", "1"],
  ["id", "123456789"],
  ["id", "1234567890"],
  ["id", "202212050001"],
  ["id", "000000012345"],
  ["id", "1670202720000"],
  ["id", "550e8400-e29b-41d4-a716-446655440000"],
  ["id", "H64.38.25-221205-0007:received"],
  ["id", "01ARZ3NDEKTSV4RRFFQ69G5FAV"],
  ["label", "Hộ tịch"],
  ["label", "to-dan-pho-5"],
  ["label", "Tổ dân phố số 5"],
  ["label", "ban-chi-huy-quan-su"],
  ["prose", "Báo Yên Bái 12/12/2022"],
  ["prose", "Kế hoạch năm 2022 của phường"],
  ["prose", "Quyết định 766/QĐ-TTg ngày 23/6/2022"],
  ["prose", "Báo cáo số 12/BC-UBND phường Nguyễn Thái Học"],
  ["prose", "UBND phường Hai Bà Trưng, thành phố Yên Bái"],
  ["prose", "tỉnh Bà Rịa - Vũng Tàu"],
  ["prose", "thủ tục đăng ký thường trú, tạm trú"],
  ["prose", "thu 150000000 đồng, đạt 98,3% (5.188 hồ sơ)"],
  ["prose", "https://example.gov.vn/bao-cao/2022/12"],
  ["prose", "cán bộ, công chức anh em trong Ủy ban"],
];

test.each(FOUND)("as %s, %j is a %s", (use, text, kind) => {
  expect(personalDataIn(text, use)).toBe(kind);
  const masked = maskPersonalData(text, use);
  expect(masked).toContain("***");
  expect(personalDataIn(masked, use)).toBeUndefined();
});

test.each(CLEAN)("as %s, %j passes", (use, text) => {
  expect(personalDataIn(text, use)).toBeUndefined();
  expect(maskPersonalData(text, use)).toBe(text);
});

test("a long hostile text is searched in no time", () => {
  const began = performance.now();
  for (const part of ["0 ", "9.", "Ông ", "a@", "1/", "số ", "A"])
    personalDataIn(part.repeat(5_000), "prose");
  expect(performance.now() - began).toBeLessThan(1_000);
});
