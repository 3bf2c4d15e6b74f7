export { type BurstOptions, burst } from "./burst.ts";
export type { OpenSample } from "./live-move.ts";
export { type LiveStep, createLiveStep } from "./live-step.ts";
export { type NonEmpty, type Random, createRandom } from "./random.ts";
export { recentDays } from "./recent-days.ts";
export { sampleAlerts } from "./sample-alerts.ts";
export { sampleWard } from "./sample-ward.ts";
export { sampleYear } from "./sample-year.ts";
export type { WireDossierEvent, WireEvent, WireFacts, WireStatement } from "./wire-event.ts";
