import type { DayRange, Unit, UnitKind } from "@nhip/contracts";

const SUCCESSIONS = 20;

/** True where a unit lived on at least one day of a range; a life without a known beginning or end is open there. */
export function livedIn(unit: Unit, range: DayRange): boolean {
  return (
    (unit.validFrom === undefined || unit.validFrom <= range.to) &&
    (unit.validTo === undefined || unit.validTo >= range.from)
  );
}

/** The units that lived in a range, of one kind where given, in the order of the settings. */
export function unitsIn(units: readonly Unit[], range: DayRange, kind?: UnitKind): Unit[] {
  return units.filter((unit) => (kind === undefined || unit.kind === kind) && livedIn(unit, range));
}

/** The ids of the units that took a unit's place, the nearest first; empty while it has none. */
export function successorsOf(units: readonly Unit[], id: string): string[] {
  const found: string[] = [];
  let next = units.find((unit) => unit.id === id)?.successor;
  while (next !== undefined && next !== id && !found.includes(next) && found.length < SUCCESSIONS) {
    found.push(next);
    const after = next;
    next = units.find((unit) => unit.id === after)?.successor;
  }
  return found;
}

/**
 * True where a unit of a kind took the place of another within a range: figures of before and after are not those of
 * the same unit, and a line through them would claim that they are.
 */
export function isBreak(units: readonly Unit[], kinds: readonly UnitKind[], range: DayRange): boolean {
  const successors = new Set(units.flatMap(({ successor }) => successor ?? []));
  return units.some(
    ({ id, kind, validFrom }) =>
      kinds.includes(kind) &&
      successors.has(id) &&
      validFrom !== undefined &&
      validFrom >= range.from &&
      validFrom <= range.to,
  );
}
