import { z } from "zod";
import { WardCatalogue } from "./catalogue.ts";
import { MAX_COMPLAINTS } from "./public-page.ts";
import { Unit } from "./unit.ts";

/** How waiting for a citizen moves the due time: `pause` adds the waiting to it, `restart` begins the time anew. */
export const WAITING_CLOCKS = ["pause", "restart"] as const;
export const VERDICT_GRAINS = ["instant", "day"] as const;

const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/**
 * What a ward sets for itself. Times of day are `HH:MM` in Asia/Ho_Chi_Minh.
 * When `rules` change, the ward is counted anew by them before the next event counts.
 */
export const WardSettings = z.object({
  id: z.string(),
  name: z.string().min(1).max(120),
  place: z.string().max(200).default(""),
  sample: z.boolean().default(false),
  /** Units of the ward, those that are no more included. */
  units: z.array(Unit).max(500).default([]),
  catalogue: WardCatalogue.prefault({}),
  /** A unit's report is due on this working day after the end of its period. Beside `rules`: it counts nothing anew. */
  reporting: z.object({ dueWorkingDays: z.number().int().min(0).max(60).default(5) }).prefault({}),
  /** What everybody may see at /cong-khai/{ward}: whether there is such a page, and how to complain (the house's words if empty). */
  publicPage: z
    .object({ on: z.boolean().default(true), complaints: z.string().trim().max(MAX_COMPLAINTS).default("") })
    .prefault({}),
  rules: z
    .object({
      waitingClock: z.enum(WAITING_CLOCKS).default("pause"),
      grain: z.enum(VERDICT_GRAINS).default("instant"),
      officeHours: z
        .array(z.tuple([TimeOfDay, TimeOfDay]))
        .min(1)
        .max(4)
        .default([
          ["07:30", "11:30"],
          ["13:30", "17:00"],
        ]),
      /** A dossier is due soon when this many working hours or fewer are left. */
      dueSoonHours: z.number().min(0.5).max(80).default(8),
      /** Working days by procedure code, used where the source gives no due time. */
      procedureDays: z.record(z.string(), z.number().min(0).max(400)).default({}),
    })
    .prefault({}),
});
export type WardSettings = z.infer<typeof WardSettings>;
export type WardRules = WardSettings["rules"];
