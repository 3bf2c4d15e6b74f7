import { z } from "zod";

const CONTROL = /[\p{Cc}\u2028\u2029]/u;
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** Unicode form C, so that "Hồ sơ" typed in two ways is one string. */
export function nfc(text: string): string {
  return text.normalize("NFC");
}

/**
 * A bounded line of text: trimmed, form C, 1 to `max` UTF-16 units, no control characters.
 * Codes of issues: `empty`, `too-long`, `bad-characters`.
 */
export function line(max: number) {
  return z
    .string()
    .max(max * 4)
    .transform((text) => nfc(text).trim())
    .pipe(
      z
        .string()
        .min(1)
        .max(max)
        .refine((text) => !CONTROL.test(text) && !LONE_SURROGATE.test(text), {
          params: { code: "bad-characters" },
        }),
    );
}

/** "Hộ tịch" and "ho-tich" become `ho-tich`: lower case, no diacritics, words joined by hyphens. */
export function slug(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/đ/g, "d")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
}

/** A code made of `a-z 0-9 -`, 1 to `max` units; free text is turned into one by {@link slug}. */
export function slugged(max: number) {
  return line(max).transform(slug).pipe(z.string().min(1).max(max));
}
