import type { DossierEventType } from "@nhip/contracts";
import { dayOf, formatInstant, startOfDay } from "@nhip/domain";
import { dossierCode } from "./dossier-code.ts";
import { type LiveMove, type OpenSample, chooseMove } from "./live-move.ts";
import { calendar } from "./office-time.ts";
import { QUICK, SLOW, factsOf } from "./procedures-today.ts";
import { createRandom } from "./random.ts";
import { sampleWard } from "./sample-ward.ts";
import { HABITS_TODAY, serviceFacts } from "./service-facts.ts";
import type { WireEvent, WireFacts } from "./wire-event.ts";

export type LiveStep = {
  /** One to three events that happen now, and how long to wait for the next step, 3,000 to 9,000 ms. */
  next(nowMs: number, open: readonly OpenSample[]): { events: WireEvent[]; waitMs: number };
};

const SLOW_SHARE = 0.12;
const TENTH_MS = 100;

/**
 * A gentle live office that keeps some fifty dossiers open and lets few of them become overdue.
 * Ids hold the seed and the time, codes the tenth of the second of their day behind a 9, so that neither
 * comes again after a restart nor meets a counter's number; ids of one step sort in its order. Call it at most ten times a second.
 */
export function createLiveStep(seed: number): LiveStep {
  const random = createRandom(`live ${seed}`);
  let lastTenth = 0;
  let lastStamp = 0;

  function newCode(nowMs: number): string {
    lastTenth = Math.max(Math.floor(nowMs / TENTH_MS), lastTenth + 1);
    const day = dayOf(lastTenth * TENTH_MS);
    const sequence = lastTenth - startOfDay(day) / TENTH_MS;
    return dossierCode(day, `9${String(sequence).padStart(6, "0")}`);
  }

  function eventsOf(move: LiveMove, nowMs: number, open: readonly OpenSample[]): WireEvent[] {
    const events: WireEvent[] = [];
    lastStamp = Math.max(nowMs, lastStamp + 1);
    const step = `l${seed}-${lastStamp.toString(36)}`;
    const tell = (type: DossierEventType, subject: string, data: WireFacts = {}) => {
      const id = `${step}-${events.length}`;
      events.push({ id, type, ward: sampleWard.id, subject, time: formatInstant(nowMs), data });
    };
    switch (move.kind) {
      case "receive": {
        const procedure = random.pickWeighted(random.chance(SLOW_SHARE) ? SLOW : QUICK);
        const dueAt = formatInstant(calendar.addWorkingDays(nowMs, procedure.promisedDays));
        const code = newCode(nowMs);
        const service = serviceFacts(code, procedure.field, HABITS_TODAY);
        tell("dossier.received", code, { ...factsOf(procedure, random), dueAt, ...service.received });
        if (move.started) tell("dossier.processing", move.started);
        break;
      }
      case "resolve": {
        const field = open.find(({ code }) => code === move.code)?.field ?? "";
        const service = serviceFacts(move.code, field, HABITS_TODAY);
        tell("dossier.resolved", move.code, service.resolved);
        if (random.chance(0.92)) tell("dossier.delivered", move.code, service.delivered);
        if (events.length > 1 && random.chance(0.12))
          tell("dossier.rated", move.code, { score: random.whole(3, 5) });
        break;
      }
      case "ask":
        tell("dossier.supplement-requested", move.code);
        break;
      case "supply":
        tell("dossier.supplemented", move.code, {
          dueAt: formatInstant(calendar.addWorkingDays(nowMs, random.whole(2, 5))),
        });
        break;
    }
    return events;
  }

  return {
    next(nowMs, open) {
      const events = eventsOf(chooseMove(nowMs, open, random), nowMs, open);
      return { events, waitMs: random.whole(3000, 9000) };
    },
  };
}
