import type { ErrorBody, Issue } from "@nhip/contracts";
import { takeEarly } from "./early.ts";

/**
 * `message` is null where nobody answered. `issues` are the places that are wrong in what was sent; `retryAfterSeconds` is how
 * long the server wants us to wait.
 */
export type Problem = {
  ok: false;
  code: string;
  message: string | null;
  issues?: readonly Issue[];
  retryAfterSeconds?: number;
};
export type Answer<T> = { ok: true; value: T } | Problem;
const TIMEOUT_MS = 10_000;

/** Guarantee: the body comes from our own server over the same origin and was made from the same contract. */
function trusted<T>(body: unknown): T {
  return body as T;
}
function isErrorBody(body: unknown): body is ErrorBody {
  return typeof body === "object" && body !== null && "code" in body && "message" in body;
}

/** Reads `/api/v1/…`; never throws. An aborted read answers `aborted`. */
export async function getJson<T>(path: string, locale: string, signal: AbortSignal): Promise<Answer<T>> {
  const early = locale === "vi" ? takeEarly<T>(path) : null;
  return early === null ? ask(path, locale, {}, signal) : { ok: true, value: early };
}

/** Writes to `/api/v1/…`; never throws. */
export async function postJson<T>(path: string, locale: string, body: object): Promise<Answer<T>> {
  return write("POST", path, locale, body);
}

/** Puts something in the place of what stands at `/api/v1/…`; never throws. */
export async function putJson<T>(path: string, locale: string, body: object): Promise<Answer<T>> {
  return write("PUT", path, locale, body);
}

/** Takes away what stands at `/api/v1/…`; never throws. */
export async function deleteJson<T>(path: string, locale: string): Promise<Answer<T>> {
  return ask(path, locale, { method: "DELETE" });
}

async function write<T>(method: string, path: string, locale: string, body: object): Promise<Answer<T>> {
  const headers = { "content-type": "application/json" };
  return ask(path, locale, { method, headers, body: JSON.stringify(body) });
}

async function ask<T>(
  path: string,
  locale: string,
  init: { method?: string; headers?: Record<string, string>; body?: string },
  signal = new AbortController().signal,
): Promise<Answer<T>> {
  const headers = { accept: "application/json", "accept-language": locale, ...init.headers };
  try {
    const response = await fetch(`/api/v1${path}`, {
      ...init,
      headers,
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    const body: unknown = await response.json();
    if (response.ok) return { ok: true, value: trusted<T>(body) };
    const wait = Number(response.headers.get("retry-after") ?? "0");
    const later = wait > 0 ? { retryAfterSeconds: wait } : {};
    return isErrorBody(body)
      ? { ...body, ...later, ok: false }
      : { ok: false, code: "internal", message: null };
  } catch {
    return { ok: false, code: signal.aborted ? "aborted" : "unreachable", message: null };
  }
}
