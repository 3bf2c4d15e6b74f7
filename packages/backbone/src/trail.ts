import { createHash } from "node:crypto";
import type { Redis } from "./connection.ts";
import type { Keys } from "./keys.ts";
import { script } from "./script.ts";

/** Who did it: an account, a screen, a key, or a command on the server itself. */
export type Actor = { kind: "person" | "key" | "screen" | "server" | "nobody"; id: string; name: string };

/**
 * One line of the audit log. `what` is a word such as `user.add`; `target` what it was done to; `before` and `after` are what
 * changed of it, without secrets; `at` milliseconds since the epoch. `wards` are those that it concerns, where it is not
 * one `ward`; without either it concerns the house.
 */
export type Deed = {
  at: number;
  who: Actor;
  what: string;
  from: string;
  ward?: string;
  wards?: readonly string[];
  target?: string;
  before?: unknown;
  after?: unknown;
};
/** `n` counts from 1 without a gap; `digest` is that of this line and of the one before. */
export type KeptDeed = Deed & { id: string; n: number; digest: string };

/** How the chain came out. `broken` is the first place where a line was changed, taken out, put in or cut off. */
export type TrailCheck = { ok: boolean; lines: number; digest: string; broken: TrailBreak | null };
export type TrailBreak = { n: number; id: string; why: "changed" | "gap" | "cut" };

/** What a deed keeps of a text that somebody typed. */
const MAX_DEED_BYTES = 16_384;
const MAX_TRIES = 200;
const CHUNK = 500;
/** Lines that one question looks through; a search goes on with the cursor. */
const MAX_LOOKED = 5_000;

/**
 * Adds a line if the head of the chain is still the one that the line was sealed for.
 *
 * KEYS  1 trail · 2 head
 * ARGV  1 head as it was read, empty for none · 2 head as it becomes · 3 the deed · 4 number · 5 digest before · 6 digest
 * Returns { 1 } when it stands there, also when it is sent again after its reply was lost; { 0, head } when somebody else
 * was faster.
 */
const ADD_LUA = `
local head = redis.call('GET', KEYS[2]) or ''
if head == ARGV[2] then return { 1 } end
if head ~= ARGV[1] then return { 0, head } end
redis.call('XADD', KEYS[1], '*', 'deed', ARGV[3], 'n', ARGV[4], 'prev', ARGV[5], 'digest', ARGV[6])
redis.call('SET', KEYS[2], ARGV[2])
return { 1 }
`;
const addScript = script(ADD_LUA);

/**
 * The audit log: only ever added to. Each line is sealed by a SHA-256 digest over itself and the digest of the line before, so
 * that no line can be changed, taken out or put in without all later digests being wrong; who writes down the last
 * digest elsewhere also notices a log that was made anew as a whole. Every method rejects when Redis does.
 */
export function createTrail(redis: Redis, keys: Keys) {
  return {
    async add(deed: Deed): Promise<void> {
      const text = bounded(deed);
      let head = (await redis.get(keys.trailHead)) ?? "";
      for (let tries = 0; tries < MAX_TRIES; tries += 1) {
        const [number, before] = headOf(head);
        const digest = sealOf(number + 1, before, text);
        const [done, now] = await addScript(
          redis,
          [keys.trail, keys.trailHead],
          [head, `${number + 1} ${digest}`, text, number + 1, before, digest],
        );
        if (done === 1) return;
        head = String(now);
      }
      throw new Error("the audit log is too busy");
    },

    /**
     * Deeds before `cursor` (from the newest where none is given) that `accept` takes, newest first. `cursor` in the answer
     * leads on, also where so many lines were looked through that this page is not full; `null` at the end.
     */
    async list(
      cursor: string | undefined,
      limit: number,
      accept: (deed: Deed) => boolean = () => true,
    ): Promise<{ deeds: KeptDeed[]; cursor: string | null }> {
      const deeds: KeptDeed[] = [];
      let last = cursor;
      for (let looked = 0; looked < MAX_LOOKED;) {
        const from = last === undefined ? "+" : `(${last}`;
        const rows = await redis.xrevrange(keys.trail, from, "-", "COUNT", CHUNK);
        looked += rows.length;
        for (const row of rows) {
          const deed = deedOf(row);
          if (accept(deed)) deeds.push(deed);
          last = deed.id;
          if (deeds.length === limit) return { deeds, cursor: last };
        }
        if (rows.length < CHUNK) return { deeds, cursor: null };
      }
      return { deeds, cursor: last ?? null };
    },

    /** Goes through the whole chain, oldest first. */
    async verify(): Promise<TrailCheck> {
      const head = (await redis.get(keys.trailHead)) ?? "";
      const [lines] = headOf(head);
      let [number, digest] = [0, ""];
      let from = "-";
      while (number < lines) {
        const rows = await redis.xrange(keys.trail, from, "+", "COUNT", CHUNK);
        for (const [id, fields] of rows) {
          const kept = fieldsOf(fields);
          number += 1;
          const broken = (why: TrailBreak["why"]): TrailCheck => ({
            ok: false,
            lines,
            digest,
            broken: { n: number, id, why },
          });
          if (kept["n"] !== String(number)) return broken("gap");
          const seal = sealOf(number, digest, kept["deed"] ?? "");
          if (kept["prev"] !== digest || kept["digest"] !== seal) return broken("changed");
          digest = seal;
          from = `(${id}`;
        }
        if (rows.length < CHUNK) break;
      }
      // Lines that were added meanwhile are looked at the next time; those before them have to be there.
      const isWhole =
        number >= lines && (number > lines || head === (number === 0 ? "" : `${number} ${digest}`));
      return isWhole
        ? { ok: true, lines: number, digest, broken: null }
        : { ok: false, lines, digest, broken: { n: number + 1, id: "", why: "cut" } };
    },
  };
}
export type Trail = ReturnType<typeof createTrail>;

function sealOf(n: number, before: string, deed: string): string {
  return createHash("sha256").update(`${n}\n${before}\n${deed}`).digest("hex");
}

/** The number and digest of the last line. */
function headOf(head: string): [number: number, digest: string] {
  const [number = "0", digest = ""] = head.split(" ");
  return [Number(number), digest];
}

/** A deed as text; one that says too much keeps who, what and when. */
function bounded(deed: Deed): string {
  const text = JSON.stringify(deed);
  if (Buffer.byteLength(text) <= MAX_DEED_BYTES) return text;
  const { before: _before, after: _after, ...rest } = deed;
  return JSON.stringify({ ...rest, after: { tooLong: true } });
}

function fieldsOf(fields: readonly string[]): Record<string, string> {
  const named: Record<string, string> = {};
  for (let at = 0; at + 1 < fields.length; at += 2) named[fields[at] ?? ""] = fields[at + 1] ?? "";
  return named;
}

/** Guarantee: only {@link createTrail} writes these. */
function deedOf([id, fields]: [string, string[]]): KeptDeed {
  const { deed = "{}", n = "0", digest = "" } = fieldsOf(fields);
  return { ...(JSON.parse(deed) as Deed), id, n: Number(n), digest };
}
