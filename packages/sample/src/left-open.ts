/**
 * The four dossiers that are open when the figures are published on 12 December 2022, a Monday before the
 * counter opens. Each is answered in that week, before its due day.
 */
export type LeftOpen = { code: string; procedure: string; resolvedOn: string; resolvedHour: number };

export const LEFT_OPEN: readonly LeftOpen[] = [
  { code: "H64.38.25-221202-0009", procedure: "1.009994", resolvedOn: "2022-12-15", resolvedHour: 15.4 },
  { code: "H64.38.25-221205-0017", procedure: "1.004199", resolvedOn: "2022-12-14", resolvedHour: 10.2 },
  { code: "H64.38.25-221206-0004", procedure: "1.001776", resolvedOn: "2022-12-13", resolvedHour: 9.3 },
  { code: "H64.38.25-221208-0012", procedure: "1.004227", resolvedOn: "2022-12-14", resolvedHour: 14.6 },
];
