import { Secret, TOTP } from "otpauth";

/** The code that an authenticator app shows for a base32 secret, spaces or not, at a moment in milliseconds. */
export function totpCode(secret: string, at: number): string {
  return new TOTP({ secret: Secret.fromBase32(secret.replaceAll(" ", "")) }).generate({ timestamp: at });
}
