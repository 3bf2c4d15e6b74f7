import type { Unit, WardCatalogue } from "@nhip/contracts";

type Part = { catalogue: WardCatalogue; units: readonly Unit[] };
type Side = Record<string, unknown>;
/** Entries of one part that an audit line tells one by one. */
const MAX_TOLD = 20;

/**
 * What is different between two catalogues of a ward, short enough for a line of the audit log: switched KPIs, thresholds,
 * own indicators, ratios and units that came, went or changed, each under its place.
 */
export function catalogueChange(from: Part, to: Part): { before: Side; after: Side } {
  const before: Side = {};
  const after: Side = {};
  const note = (place: string, was: unknown, is: unknown): void => {
    if (JSON.stringify(was) === JSON.stringify(is)) return;
    if (was !== undefined) before[place] = was;
    if (is !== undefined) after[place] = is;
  };
  const parts: [name: string, was: Record<string, unknown>, is: Record<string, unknown>][] = [
    ["on", shown(from, to), shown(to, from)],
    ["thresholds", from.catalogue.thresholds, to.catalogue.thresholds],
    ["indicators", byId(from.catalogue.indicators), byId(to.catalogue.indicators)],
    ["ratios", byId(from.catalogue.ratios), byId(to.catalogue.ratios)],
    ["units", byId(from.units), byId(to.units)],
  ];
  for (const [name, was, is] of parts) {
    const ids = [...new Set([...Object.keys(was), ...Object.keys(is)])].filter(
      (id) => JSON.stringify(was[id]) !== JSON.stringify(is[id]),
    );
    for (const id of ids.slice(0, MAX_TOLD)) note(`${name}.${id}`, was[id], is[id]);
    if (ids.length > MAX_TOLD) after[`${name}.more`] = ids.length - MAX_TOLD;
  }
  return { before, after };
}

/** Whether each KPI is on that one of the two has switched off. */
function shown({ catalogue }: Part, other: Part): Record<string, boolean> {
  const ids = [...new Set([...catalogue.off, ...other.catalogue.off])].toSorted();
  return Object.fromEntries(ids.map((id) => [id, !catalogue.off.includes(id)]));
}

function byId(entries: readonly { id: string }[]): Record<string, unknown> {
  return Object.fromEntries(entries.map((entry) => [entry.id, entry]));
}
