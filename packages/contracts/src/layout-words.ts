/** The sections of the leader's page, in the order in which it stands until somebody arranges it. */
export const LEADER_SECTIONS = [
  "attention",
  "tiles",
  "flow",
  "split",
  "plan",
  "indicators",
  "fields",
  "dossiers",
  "ticker",
  "checks",
] as const;
export type LeaderSection = (typeof LEADER_SECTIONS)[number];

/** One thing on the page, in its place; hidden things keep theirs. */
export type Placed = { id: string; hidden: boolean };

/** How somebody arranged the leader's page: every list in the order of the page. `null`: as it comes. */
export type PageLayout = { sections: readonly Placed[]; tiles: readonly Placed[] };

/** `GET` and `PUT /api/v1/wards/{ward}/layout`: one's own. */
export type LayoutAnswer = { layout: PageLayout | null };
