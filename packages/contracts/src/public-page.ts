/** Characters of what a ward says about complaints. */
export const MAX_COMPLAINTS = 1_000;

/** A ward's public page: whether there is one, its own words on how to complain (empty: those of the house), and its path. */
export type PublicPageState = { on: boolean; complaints: string; path: string };
