/** The width of a figure in em of Be Vietnam Pro, so that it can fill its column without running over. */
export function figureEms(text: string): number {
  const width = (sign: string): number => (sign === "." || sign === "," ? 0.31 : sign === "%" ? 0.88 : 0.67);
  return Math.max(
    1.3,
    [...text].reduce((sum, sign) => sum + width(sign), 0),
  );
}
