import { AppError } from "@nhip/contracts";
import { hash, verify } from "@node-rs/argon2";

export const MIN_PASSWORD = 10;
const MAX_PASSWORD = 200;
/** OWASP's setting for argon2id, which is the library's own default algorithm: 19 MiB, two passes, one lane. */
const OPTIONS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/**
 * A password's argon2id hash in its own encoding. Throws AppError("weak-password") where it is shorter than
 * {@link MIN_PASSWORD} characters, has fewer than five different ones, or holds the account's name.
 */
export async function hashPassword(password: string, name: string): Promise<string> {
  const text = password.normalize("NFC");
  const isWeak =
    text.length < MIN_PASSWORD ||
    text.length > MAX_PASSWORD ||
    new Set(text).size < 5 ||
    text.toLowerCase().includes(name.toLowerCase());
  if (isWeak) throw new AppError("weak-password");
  return hash(text, OPTIONS);
}

/** True where a password is the one behind a hash. Without a hash as much is computed, so that time tells nothing. */
export async function isPassword(password: string, hashed: string | null): Promise<boolean> {
  const text = password.normalize("NFC").slice(0, MAX_PASSWORD);
  if (hashed !== null) return verify(hashed, text).catch(() => false);
  await hash(text, OPTIONS);
  return false;
}
