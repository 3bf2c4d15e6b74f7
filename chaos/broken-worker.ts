import { commit, createWardStore } from "@nhip/backbone";
import { foldBatch, type BatchOutcome } from "@nhip/domain";
import { runProcess } from "@nhip/runtime";
import { startWorker } from "../apps/worker/src/worker.ts";

/**
 * Workers that are wrong on purpose, to prove that the harness finds them. They are built here, out of the real parts, so
 * that no switch for it exists in the system itself.
 */
const BROKEN = {
  /** Commits on whatever is stored by now, as if it were what was read: somebody else's commit in between is undone. */
  "no-version-check": {
    commit: async (...[redis, keys, request]: Parameters<typeof commit>) => {
      const store = createWardStore(redis, keys);
      const refs = request.outcome.changed.map(({ ref }) => ref);
      for (;;) {
        const read = await store.readStored(request.ward, refs);
        const result = await commit(redis, keys, { ...request, read });
        if (result.status === "committed") return result;
      }
    },
  },
  /** Takes an event for a new one though its id is known already. */
  "no-id-check": {
    fold: (...[known, events, rules]: Parameters<typeof foldBatch>): BatchOutcome => {
      let serial = 0;
      const renamed = events.map((event) => ({ ...event, id: `${event.id}#${Date.now()}.${serial++}` }));
      const outcome = foldBatch(known, renamed, rules);
      const named = <T extends { id: string }>(event: T): T => ({
        ...event,
        id: event.id.split("#")[0] ?? "",
      });
      return {
        ...outcome,
        fresh: outcome.fresh.map(named),
        changed: outcome.changed.map(({ ref, history }) => ({ ref, history: history.map(named) })),
      };
    },
  },
} as const;

const isKind = (text: string | undefined): text is keyof typeof BROKEN =>
  text !== undefined && text in BROKEN;

const kind = process.argv[2];
if (!isKind(kind)) throw new Error(`which worker? ${Object.keys(BROKEN).join(", ")}`);
const wrong = BROKEN[kind];
await runProcess("worker", ({ settings, log }) => startWorker({ settings, log, now: Date.now, ...wrong }));
