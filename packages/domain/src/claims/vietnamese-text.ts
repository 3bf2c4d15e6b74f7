import { nfc } from "@nhip/contracts";

/** Where the tone mark of an open oa, oe, uy stands differs by school; "hoà" and "hòa" are one word. Same length on both sides. */
const TONE_PLACES: ReadonlyMap<string, string> = new Map([
  ["oà", "òa"],
  ["oá", "óa"],
  ["oả", "ỏa"],
  ["oã", "õa"],
  ["oạ", "ọa"],
  ["oè", "òe"],
  ["oé", "óe"],
  ["oẻ", "ỏe"],
  ["oẽ", "õe"],
  ["oẹ", "ọe"],
  ["uỳ", "ùy"],
  ["uý", "úy"],
  ["uỷ", "ủy"],
  ["uỹ", "ũy"],
  ["uỵ", "ụy"],
]);
const OPEN_SYLLABLE = /(?<!q)(?:o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ])(?!\p{L})/gu;

/** A pasted text as it is read and shown: form C, `\n` alone between lines. Places of figures are places in this. */
export function readable(text: string): string {
  return nfc(text)
    .replace(/\r\n?|[\u2028\u2029]/g, "\n")
    .replace(/[\u200b\ufeff]/g, "");
}

/**
 * The same text for comparing words: lower case, one đ (U+00D0 looks like U+0110), one place of the tone mark, every
 * white space a plain one. Each character keeps its place.
 */
export function comparable(text: string): string {
  let plain = "";
  for (const char of text) {
    const lower = char.toLowerCase();
    plain += lower.length === char.length ? lower : char;
  }
  plain = plain.replace(/ð/g, "đ").replace(/[\u00a0\u2007\u202f\t]/g, " ");
  return plain.replace(OPEN_SYLLABLE, (pair) => TONE_PLACES.get(pair) ?? pair);
}

/** A pattern of Vietnamese words as a regular expression: whole words, any white space for a space,
 * none or any for ` ?`. Global, Unicode. */
export function wordPattern(source: string): RegExp {
  return new RegExp(
    `(?<![\\p{L}\\p{N}])(?:${source.replaceAll(" ?", "\\s*").replaceAll(" ", "\\s+")})(?![\\p{L}\\p{N}])`,
    "gu",
  );
}
