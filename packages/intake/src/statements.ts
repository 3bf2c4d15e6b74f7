import { AppError, type EventBatch } from "@nhip/contracts";
import type { Fault } from "./fault.ts";
import { sortLines } from "./sort-lines.ts";

/** The most statements that a person says at once. */
export const MAX_STATEMENTS = 200;

export type Stated = { ok: true; accepted: number } | Fault;

/**
 * Reports, plans and claims that a person makes by hand, checked exactly as at the door. All are taken or none, so that a
 * form is either sent or not. An event without a time is said now; one with the id of an earlier one counts nothing twice.
 */
export function createStatements(deps: {
  /** Puts batches on the queue; resolves when they are on disk. */
  add: (batches: readonly EventBatch[]) => Promise<void>;
  now: () => number;
  /** Named as the source of events that name none. */
  source: string;
}) {
  return {
    /** Says them for a ward. Throws AppError: `too-many-events`, `unknown-type` where one is no statement. */
    async say(ward: string, events: readonly Record<string, unknown>[]): Promise<Stated> {
      if (events.length > MAX_STATEMENTS) throw new AppError("too-many-events");
      const now = deps.now();
      const lines = events.map((event) => ({
        readable: true as const,
        value: { time: new Date(now).toISOString(), ...event, ward },
      }));
      for (const { value } of lines)
        if (String((value as Record<string, unknown>)["type"]).startsWith("dossier."))
          throw new AppError("unknown-type", "dossiers come in at the door");
      const { accepted, groups, refused } = sortLines(lines, { wards: [ward], source: deps.source }, now);
      const [first] = refused;
      if (first) return { ...first.fault, path: `events.${first.index}.${first.fault.path}` };
      await deps.add(groups.map((group) => ({ ...group, acceptedAt: now })));
      return { ok: true, accepted };
    },
  };
}
export type Statements = ReturnType<typeof createStatements>;
