import type { WardEvent } from "./event.ts";

/** The most events one job carries. */
export const MAX_JOB_EVENTS = 500;

/** A batch on the queue: events of one ward from one source, taken in at one time. */
export type EventBatch = {
  ward: string;
  source: string;
  /** When the door took them, milliseconds since the epoch. */
  acceptedAt: number;
  events: WardEvent[];
};
