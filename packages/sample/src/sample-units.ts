import type { IndicatorReport, Unit } from "@nhip/contracts";

const MERGED_ON = { last: "2025-06-30", first: "2025-07-01" } as const;
const count = (n: number): number[] => Array.from({ length: n }, (_, index) => index + 1);

/** Residential groups of 2022; the first thirteen have a culture house of their own, as the press counted them. */
export const GROUPS_2022 = count(15).map((n) => `to-${n}`);
export const WITH_CULTURE_HOUSE = GROUPS_2022.slice(0, 13);
/** Groups 14 and 15 became group 16 in July 2025. */
export const GROUPS_NOW = [...GROUPS_2022.slice(0, 13), "to-16"];
export const CELLS = count(22).map((n) => `chi-bo-${n}`);

/** What a group without a culture house says about wifi there: nothing of nothing, so that it is not taken as silent. */
export function withoutHouse(unit: string): Omit<IndicatorReport, "period"> {
  return {
    indicator: "digital.wifiHouses",
    unit,
    numerator: 0,
    denominator: 0,
    note: "Tổ chưa có nhà văn hóa riêng",
  };
}

/**
 * The sample ward's units with their lives. The real ward was merged away in July 2025; the sample lives on, so that the
 * figures of today are shown too: its own unit has no end. What a merger does is shown by groups 14 and 15, and by two
 * departments that were renamed on the same day.
 */
export const SAMPLE_UNITS: Unit[] = [
  { id: "nguyen-thai-hoc", name: "Phường Nguyễn Thái Học", kind: "ward" },
  ...GROUPS_2022.map((id, index): Unit => {
    const unit: Unit = { id, name: `Tổ dân phố số ${index + 1}`, kind: "group" };
    return WITH_CULTURE_HOUSE.includes(id) ? unit : { ...unit, validTo: MERGED_ON.last, successor: "to-16" };
  }),
  { id: "to-16", name: "Tổ dân phố số 16", kind: "group", validFrom: MERGED_ON.first },
  ...CELLS.map((id, index): Unit => ({ id, name: `Chi bộ số ${index + 1}`, kind: "cell" })),
  {
    id: "bo-phan-hcc",
    name: "Bộ phận Hành chính công",
    kind: "department",
    validTo: MERGED_ON.last,
    successor: "trung-tam-hcc",
  },
  {
    id: "trung-tam-hcc",
    name: "Trung tâm Phục vụ hành chính công",
    kind: "department",
    validFrom: MERGED_ON.first,
  },
  {
    id: "dia-chinh-xay-dung",
    name: "Địa chính – Xây dựng",
    kind: "department",
    validTo: MERGED_ON.last,
    successor: "kinh-te-do-thi",
  },
  {
    id: "kinh-te-do-thi",
    name: "Kinh tế, Hạ tầng và Đô thị",
    kind: "department",
    validFrom: MERGED_ON.first,
  },
  { id: "van-phong", name: "Văn phòng HĐND và UBND", kind: "department" },
  { id: "van-hoa-xa-hoi", name: "Văn hóa – Xã hội", kind: "department" },
  { id: "cong-an", name: "Công an phường", kind: "department" },
];
