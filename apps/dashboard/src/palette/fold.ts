/** A text as people type it in a hurry: small letters without Vietnamese marks; `Quá hạn` -> `qua han`. */
export function fold(text: string): string {
  return text.normalize("NFD").replaceAll(/\p{M}/gu, "").replaceAll(/[đĐ]/g, "d").toLowerCase().trim();
}

/** Those whose text has every word that was typed, with or without marks; those that begin with it first. */
export function found<T extends { text: string; also?: string }>(all: readonly T[], typed: string): T[] {
  const asked = fold(typed);
  const words = asked.split(/\s+/).filter((word) => word !== "");
  const hits = all.flatMap((one) => {
    const name = fold(one.text);
    const whole = `${name} ${fold(one.also ?? "")}`;
    return words.every((word) => whole.includes(word))
      ? [{ one, rank: name.startsWith(asked) ? 0 : name.includes(asked) ? 1 : 2 }]
      : [];
  });
  return hits.toSorted((a, b) => a.rank - b.rank).map(({ one }) => one);
}
