import { z } from "zod";
import { UNIT_KINDS } from "./catalogue-words.ts";

const Day = z.string().regex(/^\d{4}-\d\d-\d\d$/);

/**
 * A unit with its life: it reports from `validFrom` to `validTo`, both inclusive and civil days of Asia/Ho_Chi_Minh; left
 * out where it has no known beginning or end. `successor` is the unit that took its place; figures of the two are not added up.
 */
export const Unit = z.object({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/),
  name: z.string().min(1).max(120),
  kind: z.enum(UNIT_KINDS),
  validFrom: Day.optional(),
  validTo: Day.optional(),
  successor: z.string().max(60).optional(),
});
export type Unit = z.infer<typeof Unit>;
