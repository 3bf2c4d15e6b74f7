/**
 * Published figures of the ward of 12 December 2022 (Báo Yên Bái), as they were printed. The sample is built
 * so that counting its dossiers meets them, except where the figures do not add up among themselves:
 * 5,184 answered and 3 open are not 5,188 received, and 1,873 of 2,321 is not 123.4 %.
 */
export const PUBLISHED = {
  where: "Báo Yên Bái 12/12/2022",
  at: "2022-12-12T07:39:06+07:00",
  period: "2022-01-01..2022-12-12",
  claims: [
    ["dossiers.received", 5188],
    ["dossiers.resolved", 5184],
    ["dossiers.early", 5126],
    ["dossiers.onTime", 58],
    ["dossiers.open", 3],
    ["online.partial.rate", 78.3],
    ["online.full.rate", 87.3],
    ["accounts.assisted.rate", 123.4],
  ],
} as const;

/** First and last working day on which the sample's year has dossiers coming in. */
export const YEAR_FROM = "2022-01-04";
export const YEAR_TO = "2022-12-09";

/** Answered on their due day; the others of the year are answered before it, none after. */
export const ON_TIME = 58;

/** Dossiers handed in online; of 609 at level 3 and of 79 at level 4. */
export const HANDED_IN_ONLINE: { readonly [level: string]: number } = { "muc-do-3": 477, "muc-do-4": 69 };
