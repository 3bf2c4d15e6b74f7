import { AppError, MAX_PASSWORD, brokenPasswordRules } from "@nhip/contracts";
import { hash, verify } from "@node-rs/argon2";

/** OWASP's setting for argon2id, which is the library's own default algorithm: 19 MiB, two passes, one lane. */
const OPTIONS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** A password's argon2id hash in its own encoding. Throws AppError("weak-password") where it breaks a rule. */
export async function hashPassword(password: string, name: string): Promise<string> {
  if (brokenPasswordRules(password, name).length > 0) throw new AppError("weak-password");
  return hash(password.normalize("NFC"), OPTIONS);
}

/** True where a password is the one behind a hash. Without a hash as much is computed, so that time tells nothing. */
export async function isPassword(password: string, hashed: string | null): Promise<boolean> {
  const text = password.normalize("NFC").slice(0, MAX_PASSWORD);
  if (hashed !== null) return verify(hashed, text).catch(() => false);
  await hash(text, OPTIONS);
  return false;
}
