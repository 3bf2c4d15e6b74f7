import { WALL_SCENES, type WallScene } from "@nhip/contracts";

/** What a scene shows: at most six figures of one period. Those without `kpis` read what they show themselves. */
export type Scene = {
  name: WallScene;
  period: "today" | "year";
  unit: "unitCount" | "unitPercent" | "unitPlan" | "unitDigital" | "unitNone";
  kpis?: readonly string[];
};

/** Figures in a scene that reads a breakdown or the plan. */
export const MOST_FIGURES = 6;

const PARTS: Record<WallScene, Omit<Scene, "name">> = {
  today: {
    period: "today",
    unit: "unitCount",
    kpis: ["dossiers.received", "dossiers.resolved", "dossiers.open"],
  },
  onTime: {
    period: "year",
    unit: "unitCount",
    kpis: ["dossiers.onTimeRate", "dossiers.early", "dossiers.late"],
  },
  online: {
    period: "year",
    unit: "unitPercent",
    kpis: ["online.partial.rate", "online.full.rate", "accounts.assisted.rate"],
  },
  plan: { period: "year", unit: "unitPlan" },
  fields: { period: "year", unit: "unitCount" },
  digital: { period: "year", unit: "unitDigital" },
  notice: { period: "today", unit: "unitNone" },
};
export const SCENES: readonly Scene[] = WALL_SCENES.map((name) => ({ name, ...PARTS[name] }));

/** A scene by its name. */
export function sceneOf(name: WallScene): Scene {
  return { name, ...PARTS[name] };
}

/** The scene that a URL fixes, by name or by number from 1; null lets them change. */
export function fixedScene(wanted: unknown): WallScene | null {
  if (typeof wanted !== "string") return null;
  return WALL_SCENES.find((name, at) => name === wanted || String(at + 1) === wanted) ?? null;
}

/** The scene after one, in their turn; the first where it is not among them. */
export function nextScene(scenes: readonly WallScene[], from: WallScene): WallScene {
  return scenes[(scenes.indexOf(from) + 1) % scenes.length] ?? from;
}

/** Columns and rows that hold so many figures, as near to a row of three as can be. */
export function gridShape(count: number): { columns: number; rows: number } {
  if (count <= 3) return { columns: Math.max(1, count), rows: 1 };
  return { columns: count === 4 ? 2 : 3, rows: 2 };
}
