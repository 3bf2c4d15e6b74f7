const MAX_DIGITS = 10;
const MAX_DECIMALS = 2;

/** A number as it is typed: digits without leading zeros, and a decimal comma where one is allowed: `5188`, `78,3`. */
export function cleanTyped(text: string, decimal: boolean): string {
  const [whole = "", ...rest] = text.replace(decimal ? /[^\d,]/g : /\D/g, "").split(",");
  const digits = whole.replace(/^0+(?=\d)/, "").slice(0, MAX_DIGITS);
  if (rest.length === 0) return digits;
  return `${digits === "" ? "0" : digits},${rest.join("").slice(0, MAX_DECIMALS)}`;
}

/** The same after a key of the pad: a digit, `,`, or `back`. */
export function pressKey(text: string, key: string, decimal: boolean): string {
  if (key === "back") return text.slice(0, -1);
  if (key === "," && text.includes(",")) return text;
  return cleanTyped(text + key, decimal);
}

/** As it is read: `5188,5` -> `5.188,5`. */
export function shownTyped(text: string): string {
  const [whole = "", ...rest] = text.split(",");
  return [whole.replace(/\B(?=(\d{3})+(?!\d))/g, "."), ...rest].join(",");
}

/** Its value; `null` while nothing is typed. */
export function valueOfTyped(text: string): number | null {
  return /\d/.test(text) ? Number(text.replace(",", ".")) : null;
}

/** A figure as it would be typed: `78.3` -> `78,3`. */
export function typedOf(value: number | null): string {
  return value === null || value < 0 ? "" : String(value).replace(".", ",");
}
