/** A scene: at most six figures of one period, all of one unit. */
export type Scene =
  | {
      name: "today" | "onTime" | "online";
      period: "today" | "year";
      unit: "unitCount" | "unitPercent";
      kpis: readonly string[];
    }
  | { name: "fields"; period: "year"; unit: "unitCount" };

/** How long a scene stays, in ms. */
export const SCENE_MS = 15_000;
/** Figures in the scene by field. */
export const FIELD_FIGURES = 6;

export const SCENES: readonly Scene[] = [
  {
    name: "today",
    period: "today",
    unit: "unitCount",
    kpis: ["dossiers.received", "dossiers.resolved", "dossiers.open"],
  },
  {
    name: "onTime",
    period: "year",
    unit: "unitCount",
    kpis: ["dossiers.onTimeRate", "dossiers.early", "dossiers.late"],
  },
  {
    name: "online",
    period: "year",
    unit: "unitPercent",
    kpis: ["online.partial.rate", "online.full.rate", "accounts.assisted.rate"],
  },
  { name: "fields", period: "year", unit: "unitCount" },
];

/** The scene that a URL fixes, by name or by number from 1; null lets them change. */
export function fixedScene(wanted: unknown): number | null {
  if (typeof wanted !== "string") return null;
  const named = SCENES.findIndex((scene) => scene.name === wanted);
  if (named >= 0) return named;
  const number = Number(wanted) - 1;
  return Number.isInteger(number) && number >= 0 && number < SCENES.length ? number : null;
}

/** Columns and rows that hold so many figures, as near to a row of three as can be. */
export function gridShape(count: number): { columns: number; rows: number } {
  if (count <= 3) return { columns: Math.max(1, count), rows: 1 };
  return { columns: count === 4 ? 2 : 3, rows: 2 };
}
