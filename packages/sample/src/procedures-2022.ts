import type { Level } from "@nhip/contracts";

/** A procedure as the ward answered it in 2022. */
export type YearProcedure = {
  /** Code in the national list. */
  code: string;
  field: string;
  level: Level;
  /** Dossiers received from 4 January to 9 December 2022. */
  count: number;
  promisedDays: number;
  /** Working hours it usually takes, least and most; below the promise. */
  hours: readonly [number, number];
};

/**
 * 5,188 dossiers: 609 at level 3, 79 at level 4, 4,500 with no online service. The three totals are the
 * published ones (Báo Yên Bái, 12/12/2022); how they fall on procedures is made up.
 */
export const YEAR_PROCEDURES: readonly YearProcedure[] = [
  { code: "2.000815", field: "chung-thuc", level: "none", count: 2210, promisedDays: 1, hours: [0.15, 1.2] },
  { code: "2.000884", field: "chung-thuc", level: "none", count: 610, promisedDays: 1, hours: [0.2, 1.4] },
  { code: "2.001035", field: "chung-thuc", level: "none", count: 204, promisedDays: 2, hours: [1, 7] },
  { code: "2.001019", field: "chung-thuc", level: "none", count: 34, promisedDays: 2, hours: [1, 6] },
  { code: "2.000908", field: "chung-thuc", level: "muc-do-4", count: 52, promisedDays: 1, hours: [0.2, 1.2] },
  { code: "1.001193", field: "ho-tich", level: "muc-do-3", count: 168, promisedDays: 1, hours: [0.4, 2] },
  { code: "2.000635", field: "ho-tich", level: "muc-do-3", count: 150, promisedDays: 1, hours: [0.2, 1.5] },
  { code: "1.004873", field: "ho-tich", level: "muc-do-3", count: 121, promisedDays: 3, hours: [2, 14] },
  { code: "1.000656", field: "ho-tich", level: "muc-do-3", count: 62, promisedDays: 1, hours: [0.4, 2] },
  { code: "1.004884", field: "ho-tich", level: "muc-do-4", count: 27, promisedDays: 5, hours: [6, 26] },
  { code: "1.000894", field: "ho-tich", level: "none", count: 190, promisedDays: 3, hours: [2, 13] },
  { code: "2.000986", field: "ho-tich", level: "none", count: 190, promisedDays: 10, hours: [12, 52] },
  { code: "1.004859", field: "ho-tich", level: "none", count: 132, promisedDays: 3, hours: [3, 14] },
  { code: "1.004227", field: "dat-dai", level: "none", count: 214, promisedDays: 10, hours: [14, 56] },
  { code: "1.004199", field: "dat-dai", level: "none", count: 126, promisedDays: 15, hours: [20, 80] },
  { code: "1.004193", field: "dat-dai", level: "none", count: 54, promisedDays: 10, hours: [12, 50] },
  { code: "1.003554", field: "dat-dai", level: "none", count: 26, promisedDays: 30, hours: [50, 150] },
  { code: "1.001776", field: "bao-tro-xa-hoi", level: "none", count: 132, promisedDays: 7, hours: [10, 38] },
  { code: "1.001699", field: "bao-tro-xa-hoi", level: "none", count: 84, promisedDays: 20, hours: [30, 100] },
  { code: "1.001731", field: "bao-tro-xa-hoi", level: "muc-do-3", count: 58, promisedDays: 2, hours: [1, 7] },
  { code: "1.011606", field: "bao-tro-xa-hoi", level: "none", count: 56, promisedDays: 15, hours: [24, 80] },
  { code: "1.010833", field: "nguoi-co-cong", level: "muc-do-3", count: 50, promisedDays: 3, hours: [2, 13] },
  { code: "1.010803", field: "nguoi-co-cong", level: "none", count: 80, promisedDays: 12, hours: [16, 64] },
  {
    code: "1.001612",
    field: "dang-ky-kinh-doanh",
    level: "none",
    count: 58,
    promisedDays: 3,
    hours: [3, 14],
  },
  {
    code: "2.000720",
    field: "dang-ky-kinh-doanh",
    level: "none",
    count: 32,
    promisedDays: 3,
    hours: [2, 12],
  },
  { code: "1.008455", field: "xay-dung", level: "none", count: 24, promisedDays: 10, hours: [12, 50] },
  { code: "1.009994", field: "xay-dung", level: "none", count: 44, promisedDays: 15, hours: [24, 84] },
];
