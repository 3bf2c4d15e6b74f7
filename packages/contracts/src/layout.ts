import { z } from "zod";

const MAX_SECTIONS = 40;
const MAX_TILES = 100;
const placed = (most: number) =>
  z.array(z.strictObject({ id: z.string().regex(/^[A-Za-z0-9.:-]{1,100}$/), hidden: z.boolean() })).max(most);

/**
 * What a person may save of a page's layout, or null to have it as it comes again. Ids are not held against what there is:
 * a KPI that is switched off is no fault of who placed it, and pages leave out what they do not know.
 */
export const LayoutBody = z.strictObject({
  layout: z.strictObject({ sections: placed(MAX_SECTIONS), tiles: placed(MAX_TILES) }).nullable(),
});
