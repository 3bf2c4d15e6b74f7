import { createHash, randomBytes } from "node:crypto";

/** A fresh secret of 256 random bits, to be shown once. */
export function newSecret(): string {
  return randomBytes(32).toString("base64url");
}

/** A short random id that tells nothing; safe in paths. */
export function newId(): string {
  return randomBytes(9).toString("base64url");
}

/** What is kept of a secret: 256 random bits need no slow hash. */
export function digestOf(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}
