import { expect, it } from "vitest";
import { cleanTyped, pressKey, shownTyped, typedOf, valueOfTyped } from "./typed-number.ts";

const press = (keys: string[], decimal: boolean): string =>
  keys.reduce((text, key) => pressKey(text, key, decimal), "");

it("is typed digit by digit, and read with points", () => {
  expect(press(["0", "5", "1", "8", "8"], false)).toBe("5188");
  expect(shownTyped("5188")).toBe("5.188");
  expect(shownTyped("1234567,8")).toBe("1.234.567,8");
  expect(press(["4", "1", "back"], false)).toBe("4");
  expect(press(["4", ",", "1"], false)).toBe("41");
});

it("takes one comma where a decimal makes sense", () => {
  expect(press([",", "5", ",", "2", "9"], true)).toBe("0,52");
  expect(valueOfTyped("78,3")).toBe(78.3);
  expect(valueOfTyped("")).toBeNull();
  expect(valueOfTyped(",")).toBeNull();
});

it("takes what is pasted or typed on keys, and no more digits than a figure has", () => {
  expect(cleanTyped("5.188 cây", false)).toBe("5188");
  expect(cleanTyped("123456789012", false)).toBe("1234567890");
  expect([typedOf(78.3), typedOf(null)]).toEqual(["78,3", ""]);
});
