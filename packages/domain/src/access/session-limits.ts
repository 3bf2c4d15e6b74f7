import type { Role } from "@nhip/contracts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/**
 * How long a session lasts without a sign of life, and at most, in milliseconds. Who may change much is asked again soon;
 * who looks each morning or reports once a month, on a device of their own, is not asked for a password each time.
 */
export const SESSION_LIMITS: Record<Role, { idleMs: number; absoluteMs: number }> = {
  leader: { idleMs: 7 * DAY_MS, absoluteMs: 30 * DAY_MS },
  secretary: { idleMs: 45 * DAY_MS, absoluteMs: 180 * DAY_MS },
  head: { idleMs: 45 * DAY_MS, absoluteMs: 180 * DAY_MS },
  clerk: { idleMs: 12 * HOUR_MS, absoluteMs: 7 * DAY_MS },
  admin: { idleMs: 2 * HOUR_MS, absoluteMs: 12 * HOUR_MS },
};
