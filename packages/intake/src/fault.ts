import type { ErrorCode } from "@nhip/contracts";
import type { z } from "zod";

/** Why an event is refused, and the place in it. */
export type Fault = { ok: false; path: string; code: ErrorCode };

export function fault(path: string, code: ErrorCode): Fault {
  return { ok: false, path, code };
}

/** The first thing a schema found wrong with `value`, in words of the house. */
export function faultOf(base: string, value: unknown, error: z.core.$ZodError): Fault {
  const [issue] = error.issues;
  if (!issue) return fault(base, "invalid-value");
  const at = issue.path.reduce<unknown>(
    (inner, key) => (isRecord(inner) ? inner[String(key)] : undefined),
    value,
  );
  return fault([base, ...issue.path].filter((part) => part !== "").join("."), codeOf(issue, at));
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function codeOf(issue: z.core.$ZodIssue, value: unknown): ErrorCode {
  if (value === undefined || value === null) return "missing";
  if (issue.code === "too_big" && typeof value === "string") return "too-long";
  if (typeof value === "string" && value.trim() === "" && issue.code === "too_small") return "missing";
  if (issue.code !== "custom") return "invalid-value";
  const code: unknown = issue.params?.["code"];
  return code === "invalid-time" || code === "bad-characters" ? code : "invalid-value";
}
