import { expect, it } from "vitest";
import { fold, found } from "./fold.ts";

it("folds Vietnamese", () => {
  expect(fold(" Đúng HẠN, Đường sắt ")).toBe("dung han, duong sat");
});
it("finds with and without marks, what begins with it first", () => {
  const all = ["Trả quá hạn", "Quá hạn", "Đang giải quyết"].map((text) => ({ text }));
  const texts = (typed: string): string[] => found(all, typed).map(({ text }) => text);
  expect(texts("qua han")).toEqual(["Quá hạn", "Trả quá hạn"]);
  expect(texts("quá")).toEqual(["Quá hạn", "Trả quá hạn"]);
  expect(texts("quyet dang")).toEqual(["Đang giải quyết"]);
  expect(texts("")).toHaveLength(3);
  expect(texts("xyz")).toEqual([]);
});
