import { pause } from "./pause.ts";
import { PostLine } from "./post-line.ts";

/** A door that is busy is asked again this often, this much later. */
const MAX_TRIES = 200;
const AGAIN_MS = 50;

/** How long each answer took, milliseconds, and how often the door was too busy. */
export type Sent = { answerMs: number[]; busy: number };

/** Sends requests in order over `lines` connections, one under way on each. Rejects on any answer but 202. */
export async function sendAll(port: number, requests: readonly Buffer[], lines: number): Promise<Sent> {
  const open = await Promise.all(Array.from({ length: lines }, () => PostLine.open(port)));
  const sent: Sent = { answerMs: [], busy: 0 };
  let next = 0;
  const run = async (line: PostLine): Promise<void> => {
    for (let request = requests[next++]; request; request = requests[next++]) {
      const began = performance.now();
      sent.busy += await sendOne(line, request);
      sent.answerMs.push(performance.now() - began);
    }
  };
  try {
    await Promise.all(open.map(run));
  } finally {
    for (const line of open) line.close();
  }
  return sent;
}

/** Sends one request until it is taken; resolves to the number of times that the door was too busy. */
export async function sendOne(line: PostLine, request: Buffer): Promise<number> {
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const status = await line.send(request);
    if (status === 202) return tries;
    if (status !== 429 && status !== 503) throw new Error(`the door answered ${status}`);
    await pause(AGAIN_MS);
  }
  throw new Error("the door stays busy");
}
