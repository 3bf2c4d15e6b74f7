import { dayOf, formatInstant } from "@nhip/domain";
import type { NonEmpty, Random, WireStatement } from "@nhip/sample";

const DAY_MS = 86_400_000;
/** One report or plan may be told anew five hundred times; this stays well below. */
const MAX_OF_ONE = 300;
const INDICATORS: NonEmpty<string> = [
  "digital.communityTeams",
  "digital.communityTeamMembers",
  "eid.accounts",
];
const TARGETED: NonEmpty<string> = ["dossiers.onTimeRate", "dossiers.received"];

/** The newest word on a report or a target of one month: `at`, ties by id. */
export type PlainFigure = {
  ward: string;
  about: string;
  month: string;
  value: number;
  at: number;
  id: string;
};

/** Makes up reports, targets and published figures of the last two months, and keeps which of them is the newest. */
export function createStatements(random: Random, name: string) {
  const told = new Map<string, number>();
  const newest = new Map<string, PlainFigure>();
  let serial = 0;

  function note(figure: PlainFigure): void {
    const key = `${figure.ward} ${figure.about} ${figure.month}`;
    const have = newest.get(key);
    if (!have || have.at < figure.at || (have.at === figure.at && have.id < figure.id))
      newest.set(key, figure);
  }

  return {
    /** One more; `undefined` where enough has been said. */
    make(ward: string, nowMs: number): WireStatement | undefined {
      const at = Math.floor(random.between(nowMs - 50 * DAY_MS, nowMs) / 1_000) * 1_000;
      const month = dayOf(at).slice(0, 7);
      const value = random.whole(1, 400);
      const kind = random.pick(["report", "report", "target", "claim"] as const);
      const kpi = random.pick(TARGETED);
      const indicator = random.pick(INDICATORS);
      const about = kind === "report" ? indicator : `${kind} ${kpi}`;
      const key = `${ward} ${about} ${month}`;
      const before = told.get(key) ?? 0;
      if (before >= MAX_OF_ONE) return undefined;
      told.set(key, before + 1);
      const id = `${name}-${++serial}`;
      if (kind !== "claim") note({ ward, about, month, value, at, id });
      const head = { id, ward, time: formatInstant(at) };
      switch (kind) {
        case "report":
          return {
            ...head,
            type: "indicator.reported",
            subject: indicator,
            data: { indicator, period: month, value },
          };
        case "target":
          return { ...head, type: "target.set", subject: kpi, data: { kpi, period: month, value } };
        case "claim":
          return {
            ...head,
            type: "figure.claimed",
            subject: kpi,
            data: { kpi, period: month, value, where: "bao-cao" },
          };
      }
    },

    newest: (): PlainFigure[] => [...newest.values()],
  };
}
