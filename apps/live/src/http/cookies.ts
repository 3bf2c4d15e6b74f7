import type { Context } from "hono";
import { setCookie } from "hono/cookie";
import { parse } from "hono/utils/cookie";

/** Browsers take `Secure` cookies from their own machine without TLS. */
const LOCAL_NAMES = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/i;

/** One cookie out of a `Cookie` header. */
export function cookieIn(header: string | string[] | undefined, name: string): string | undefined {
  return typeof header === "string" ? parse(header, name)[name] : undefined;
}

/**
 * Sets a cookie that scripts cannot read and other sites cannot send. It is `Secure` wherever browsers keep such cookies: not
 * over plain HTTP in a local network, where the office has chosen to go without TLS (`PUBLIC_URL`).
 */
export function giveCookie(
  c: Context,
  publicUrl: string,
  {
    name,
    value,
    maxAgeSeconds,
    sameSite = "Strict",
  }: { name: string; value: string; maxAgeSeconds: number; sameSite?: "Strict" | "Lax" },
): void {
  setCookie(c, name, value, {
    path: "/",
    httpOnly: true,
    secure: mayBeSecure(publicUrl),
    sameSite,
    maxAge: maxAgeSeconds,
  });
}

/** False where cookies and passwords travel in the clear. */
export function mayBeSecure(publicUrl: string): boolean {
  const { protocol, hostname } = new URL(publicUrl);
  return protocol === "https:" || LOCAL_NAMES.test(hostname);
}
