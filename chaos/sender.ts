import { gzipSync } from "node:zlib";
import type { Random } from "@nhip/sample";
import { pause } from "../tests/until.ts";
import type { Feed, Piece } from "./feed.ts";

/** A sender gives up on an answer after this, and sends again. */
const TIMEOUT_MS = 5_000;
const LONGEST_REST_MS = 2_000;
const TYPES = { one: "application/json", array: "application/json", lines: "application/x-ndjson" } as const;
/** What was held up may be sent this much faster later, and no faster: seconds of the asked rate. */
const CATCH_UP_SECONDS = 20;
const MAX_TOLD = 20;

export type SenderReport = {
  posts: number;
  /** Lines in all posts, those sent again included. */
  lines: number;
  /** Answers by status; `none` where nobody answered in time, `left` where the sender hung up by itself. */
  answers: Record<string, number>;
  /** Events answered 202 at least once. */
  accepted: number;
  /** Posts that never got an answer that ends the matter. */
  open: number;
  /** What no honest door answers. */
  wrong: string[];
};

type Reply = { accepted?: number; rejected?: { index: number; code: string }[]; code?: string };
type Answer = { status: number | "none" | "left"; retryAfterMs: number; reply: Reply };

/**
 * Sends what the feed tells at `rate` events a second over `lanes` connections, as a careful source does: whatever has
 * no 202 is sent again, whatever the reason. `run` resolves when all is answered or `giveUpAt` (`performance.now`) is over.
 */
export function createSender(options: {
  url: string;
  key: string;
  feed: Feed;
  random: Random;
  rate: number;
  lanes: number;
}) {
  const { feed, random, rate } = options;
  const report: SenderReport = { posts: 0, lines: 0, answers: {}, accepted: 0, open: 0, wrong: [] };
  const taken = new WeakSet<Piece>();
  let lastAt = performance.now();
  let allowance = 0;
  let giveUpAt = Infinity;
  const wrong = (words: string): void => void (report.wrong.length < MAX_TOLD && report.wrong.push(words));

  /** Waits for its turn: an allowance grows with time and is spent by events. */
  async function turn(): Promise<void> {
    for (;;) {
      const now = performance.now();
      allowance = Math.min(allowance + ((now - lastAt) * rate) / 1_000, CATCH_UP_SECONDS * rate);
      lastAt = now;
      if (allowance > 0 || giveUpAt < Infinity) return;
      await pause(20);
    }
  }

  async function post(piece: Piece): Promise<Answer> {
    const text = piece.format === "array" ? `[${piece.lines.join(",")}]` : piece.lines.join("\n");
    const body = piece.packed ? gzipSync(text, { level: 1 }) : text;
    const leaves = random.chance(0.01);
    const limitMs = leaves ? random.whole(1, 40) : TIMEOUT_MS;
    report.posts += 1;
    report.lines += piece.lines.length;
    try {
      const response = await fetch(`${options.url}/v1/events`, {
        method: "POST",
        headers: {
          authorization: `Bearer ${options.key}`,
          "content-type": TYPES[piece.format],
          ...(piece.packed ? { "content-encoding": "gzip" } : {}),
        },
        body,
        signal: AbortSignal.timeout(limitMs),
      });
      const reply = (await response.json()) as Reply;
      const retryAfterMs = Number(response.headers.get("retry-after") ?? 0) * 1_000;
      return { status: response.status, retryAfterMs, reply };
    } catch {
      return { status: leaves ? "left" : "none", retryAfterMs: 0, reply: {} };
    }
  }

  /** True when the answer ends the matter. */
  function settles(piece: Piece, { status, reply }: Answer): boolean {
    if (status === "none" || status === "left" || status === 503 || status === 429) return false;
    const expected = piece.spoilt.size === piece.lines.length ? 422 : 202;
    const refused = new Map(reply.rejected?.map(({ index, code }) => [index, code]));
    const asTold =
      refused.size === piece.spoilt.size &&
      [...piece.spoilt].every(([index, { code }]) => refused.get(index) === code) &&
      reply.accepted === piece.lines.length - piece.spoilt.size;
    if (status !== expected || !asTold) {
      const { accepted, rejected, code } = reply;
      wrong(
        `${status} ${JSON.stringify({ accepted, rejected: rejected?.slice(0, 3), code })} for ${piece.lines.length} lines`,
      );
      return status === 202 || status === 422;
    }
    return true;
  }

  async function deliver(piece: Piece): Promise<void> {
    while (performance.now() < giveUpAt) {
      const answer = await post(piece);
      report.answers[answer.status] = (report.answers[answer.status] ?? 0) + 1;
      if (settles(piece, answer)) {
        if (!taken.has(piece)) report.accepted += piece.good.length;
        taken.add(piece);
        return;
      }
      await pause(Math.min(answer.retryAfterMs || 300, LONGEST_REST_MS) * random.between(0.3, 1));
    }
    report.open += 1;
  }

  return {
    async run(): Promise<SenderReport> {
      let ended = false;
      const lane = async (): Promise<void> => {
        while (!ended) {
          await turn();
          const piece = feed.next(allowance);
          if (!piece) {
            ended = true;
            return;
          }
          allowance -= piece.good.length;
          await deliver(piece);
        }
      };
      await Promise.all(Array.from({ length: options.lanes }, lane));
      return report;
    },

    /** The feed ends: what is left goes out without pacing, until `inMs` from now. */
    hurry(inMs: number): void {
      giveUpAt = performance.now() + inMs;
    },

    report: (): SenderReport => report,
  };
}
