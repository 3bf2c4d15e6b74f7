import { AppError, WardId } from "@nhip/contracts";
import { WardModel, type WardModelDeps } from "./ward-model.ts";

/** The most wards one process follows at a time. */
const MAX_WARDS = 2_000;
const AGAIN_MS = 500;

/** The watched wards of this process, each opened once however many ask. */
export function createModels(deps: Omit<WardModelDeps, "ward">) {
  const models = new Map<string, Promise<WardModel>>();
  const ready = new Map<string, WardModel>();
  /** Wards of which changes may have been missed and that were not read anew yet. */
  const owed = new Set<WardModel>();
  let paying = false;

  /** Reads the owed wards anew, one after another; a store that is away again is asked again. */
  async function payOwed(): Promise<void> {
    if (paying) return;
    paying = true;
    while (owed.size > 0) {
      const now = [...owed];
      owed.clear();
      for (const model of now) await model.resync().catch(() => owed.add(model));
      if (owed.size > 0) await new Promise((resolve) => setTimeout(resolve, AGAIN_MS).unref());
    }
    paying = false;
  }
  deps.changes.onReturn(() => {
    for (const model of ready.values()) owed.add(model);
    void payOwed();
  });

  return {
    /** The model of a ward. Rejects with AppError("unknown-ward"), or with Redis's error. */
    async of(ward: string): Promise<WardModel> {
      if (!WardId.safeParse(ward).success) throw new AppError("unknown-ward");
      let opening = models.get(ward);
      if (!opening) {
        if (models.size >= MAX_WARDS)
          throw new AppError("too-busy", "too many wards", { retryAfterSeconds: 10 });
        const returnsBefore = deps.changes.returns();
        opening = WardModel.open({ ward, ...deps });
        models.set(ward, opening);
        opening.then(
          (model) => {
            // The line was cut while it opened: it was not among those told.
            if (deps.changes.returns() !== returnsBefore) owed.add(model);
            void payOwed();
            return ready.set(ward, model);
          },
          () => models.delete(ward),
        );
      }
      return opening;
    },

    /** Those that are open. */
    all(): WardModel[] {
      return [...ready.values()];
    },
  };
}
export type Models = ReturnType<typeof createModels>;
