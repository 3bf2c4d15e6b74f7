import type { WireEvent } from "@nhip/sample";
import type { Stack } from "./stack.ts";
import { post, type Answer } from "./talk.ts";
import { pause } from "./until.ts";

const REST_MS = 20;

export type Traffic = {
  /** Events that were answered 202. */
  accepted: WireEvent[];
  /** Events without such an answer: refused, or nobody answered. */
  unanswered: WireEvent[];
  answers: Answer[];
  sent: () => WireEvent[];
};

/** Posts pieces one after the other on `lanes` connections; each piece once, whatever is answered. */
export async function sendPieces(
  stack: Stack,
  pieces: readonly WireEvent[][],
  lanes: number,
  traffic = newTraffic(),
): Promise<Traffic> {
  const waiting = [...pieces];
  const lane = async (): Promise<void> => {
    for (let piece = waiting.shift(); piece; piece = waiting.shift()) {
      const answer = await post(stack, piece);
      traffic.answers.push(answer);
      (answer.status === 202 ? traffic.accepted : traffic.unanswered).push(...piece);
      if (answer.status !== 202) await pause(REST_MS);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return traffic;
}

export function newTraffic(): Traffic {
  const accepted: WireEvent[] = [];
  const unanswered: WireEvent[] = [];
  return { accepted, unanswered, answers: [], sent: () => [...accepted, ...unanswered] };
}
