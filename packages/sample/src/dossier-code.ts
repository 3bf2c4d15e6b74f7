import { CODE_PREFIX } from "./sample-ward.ts";

/** `H64.38.25-221205-0007`: office, day of receipt, number within the day. */
export function dossierCode(day: string, sequence: string): string {
  return `${CODE_PREFIX}-${day.slice(2).replaceAll("-", "")}-${sequence}`;
}

/** Numbers within a day have four digits. */
export function daySequence(number: number): string {
  return String(number).padStart(4, "0");
}
