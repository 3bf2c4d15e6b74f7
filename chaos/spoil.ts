import type { NonEmpty, Random, WireEvent } from "@nhip/sample";

/** A line that must be refused, with the code that the door must give for it. */
export type Spoilt = { id: string; line: string; code: string };

type Way = { code: string; of: (event: WireEvent) => string };

/** Ways for a line to be wrong. One that is cut needs a body of lines: in an array it would spoil the whole document. */
const WAYS: NonEmpty<Way> = [
  { code: "invalid-time", of: (event) => JSON.stringify({ ...event, time: "hôm qua" }) },
  { code: "unknown-type", of: (event) => JSON.stringify({ ...event, type: "dossier.lost" }) },
  { code: "time-in-future", of: (event) => JSON.stringify({ ...event, time: "2098-01-01T08:00:00+07:00" }) },
  { code: "missing", of: (event) => JSON.stringify({ ...event, type: "dossier.processing", subject: "" }) },
  {
    code: "time-out-of-range",
    of: (event) => JSON.stringify({ ...event, time: "1912-01-01T08:00:00+07:00" }),
  },
];
const CUT: Way = { code: "unreadable", of: (event) => JSON.stringify(event).slice(0, -5) };

/** A corrupted copy of `event` under an id of its own, which no good event ever has. */
export function spoil(random: Random, event: WireEvent, id: string, asLines: boolean): Spoilt {
  const way = asLines && random.chance(0.3) ? CUT : random.pick(WAYS);
  return { id, line: way.of({ ...event, id }), code: way.code };
}
