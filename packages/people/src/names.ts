import { AppError, nfc } from "@nhip/contracts";

const NAME = /^[\p{L}\p{N}][\p{L}\p{N}._-]{1,39}$/u;

/** A name as it would be kept, whatever was typed: to look an account up. */
export function foldName(typed: string): string {
  return nfc(typed).trim().toLowerCase();
}

/**
 * An account's name as it is kept: form C, lower case, 2 to 40 letters, digits, dots, hyphens and underscores; letters with
 * diacritics are letters. Throws AppError("invalid-value").
 */
export function accountName(typed: string): string {
  const name = foldName(typed);
  if (!NAME.test(name)) throw new AppError("invalid-value", "account name");
  return name;
}
