/** Every code that an answer, a refused line or a socket refusal can carry. */
export const ERROR_CODES = [
  "unreadable",
  "unknown-type",
  "unknown-ward",
  "unknown-period",
  "unknown-kpi",
  "invalid-time",
  "time-in-future",
  "time-out-of-range",
  "invalid-value",
  "missing",
  "too-long",
  "bad-characters",
  "personal-data",
  "ward-not-allowed",
  "unit-not-allowed",
  "scope-not-allowed",
  "unauthorized",
  "wrong-credentials",
  "code-needed",
  "wrong-code",
  "second-factor-needed",
  "weak-password",
  "name-taken",
  "link-used",
  "own-account",
  "last-admin",
  "in-use",
  "sign-on-away",
  "forbidden",
  "foreign-origin",
  "not-found",
  "changed-meanwhile",
  "too-large",
  "too-many-events",
  "unsupported-media-type",
  "nothing-valid",
  "too-busy",
  "store-away",
  "unsafe-store",
  "rate-limited",
  "poison",
  "internal",
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/** One thing that was wrong, and where. */
export type Issue = {
  path: string;
  code: ErrorCode;
  message: string;
  /** Where it lies inside a formula: from 1, and how far it goes. */
  column?: number;
  length?: number;
};

/** The body of every error answer. */
export type ErrorBody = { code: ErrorCode; message: string; requestId: string; issues?: Issue[] };

/** The only error class of the house: a code from the closed list, details for the log, never a citizen's data. */
export class AppError extends Error {
  override readonly name = "AppError";
  readonly code: ErrorCode;
  readonly retryAfterSeconds: number | undefined;

  constructor(
    code: ErrorCode,
    detail?: string,
    options: { retryAfterSeconds?: number; cause?: unknown } = {},
  ) {
    super(detail ?? code, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

/** Makes the compiler prove that a switch has seen every case. */
export function assertNever(value: never): never {
  throw new AppError("internal", `unhandled case ${String(value)}`);
}
