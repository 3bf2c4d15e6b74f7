const points = new Intl.NumberFormat("vi-VN", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const small = new Intl.NumberFormat("vi-VN", { maximumSignificantDigits: 2 });

/** Points as the decision's tables print them, two decimals: `88,44`. */
export function formatPoints(value: number): string {
  return points.format(value);
}

/** A difference of points with its sign, the minus as a true minus: `+1,19`, `−0,60`; `0,00` without one. */
export function formatPointChange(value: number): string {
  const size = formatPoints(Math.abs(value));
  if (size === "0,00") return size;
  return `${value < 0 ? "−" : "+"}${size}`;
}

/** What one more dossier brings, two digits that count: `+0,0039`. */
export function formatGain(value: number): string {
  return `+${small.format(value)}`;
}

/** How far a part of the whole reaches, 0 to 100 percent of a bar. */
export function shareOf(value: number | null, whole: number): number {
  return value === null || whole <= 0 ? 0 : Math.min(100, Math.max(0, (100 * value) / whole));
}
