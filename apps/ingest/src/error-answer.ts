import type { Context } from "hono";
import { AppError, errorMessage, type ErrorBody, type ErrorCode } from "@nhip/contracts";
import type { Logger } from "@nhip/runtime";
import type { AppEnv } from "./app-env.ts";
import { ERROR_STATUS } from "./error-status.ts";

/** The one place where an error becomes an answer. What is not an AppError is told to the log, never to the sender. */
export function createErrorAnswer(log: Logger) {
  return (error: unknown, c: Context<AppEnv>): Response => {
    if (error instanceof AppError) return answerError(c, error.code, error.retryAfterSeconds);
    log.error({ err: error, requestId: c.get("requestId") }, "unexpected error");
    return answerError(c, "internal");
  };
}

export function answerError(c: Context<AppEnv>, code: ErrorCode, retryAfterSeconds?: number): Response {
  const body: ErrorBody = {
    code,
    message: errorMessage(code, c.get("locale")),
    requestId: c.get("requestId"),
  };
  const status = ERROR_STATUS[code];
  if (status === 503) c.header("retry-after", String(retryAfterSeconds ?? 2));
  if (status === 401) c.header("www-authenticate", "Bearer");
  return c.json(body, status);
}
