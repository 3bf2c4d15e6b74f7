import { AppError } from "@nhip/contracts";
import type { Redis } from "./connection.ts";

/** How this Redis keeps what it was given. `evicts` is `null` and `onDisk` "unknown" where the server does not tell. */
export type Durability = { evicts: boolean | null; onDisk: "always" | "everysec" | "no" | "unknown" };

/** `refused`: figures can be lost for good. `doubtful`: a second can be lost, or nobody can tell. */
export type DurabilityVerdict = "good" | "doubtful" | "refused";

/** Managed servers and ACLs forbid CONFIG; anything else that goes wrong is the store being away. */
const FORBIDDEN = /NOPERM|unknown (sub)?command|not allowed|disabled/i;

/** Reads the settings that decide it, one round trip. Rejects when the store is away. */
export async function durabilityOf(redis: Redis): Promise<Durability> {
  const settings: Record<string, string> = {};
  const names = ["maxmemory-policy", "appendonly", "appendfsync"];
  const pipeline = redis.pipeline();
  for (const name of names) pipeline.config("GET", name);
  for (const [error, reply] of (await pipeline.exec()) ?? []) {
    if (error && !FORBIDDEN.test(error.message)) throw error;
    if (!error && Array.isArray(reply) && reply.length === 2) settings[String(reply[0])] = String(reply[1]);
  }
  // INFO tells two of the three, and is open to many who may not read CONFIG.
  if (settings["maxmemory-policy"] === undefined || settings["appendonly"] === undefined)
    Object.assign(settings, await settingsOfInfo(redis));
  const policy = settings["maxmemory-policy"];
  return { evicts: policy === undefined ? null : policy !== "noeviction", onDisk: onDiskOf(settings) };
}

function onDiskOf({ appendonly, appendfsync }: Record<string, string>): Durability["onDisk"] {
  if (appendonly === "no") return "no";
  if (appendonly === undefined || appendfsync === undefined) return "unknown";
  return appendfsync === "always" || appendfsync === "everysec" ? appendfsync : "no";
}

async function settingsOfInfo(redis: Redis): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  try {
    const text = await redis.info();
    const policy = /^maxmemory_policy:(\S+)/m.exec(text)?.[1];
    const aof = /^aof_enabled:([01])/m.exec(text)?.[1];
    if (policy !== undefined) found["maxmemory-policy"] = policy;
    if (aof !== undefined) found["appendonly"] = aof === "1" ? "yes" : "no";
  } catch (error) {
    if (!(error instanceof Error && FORBIDDEN.test(error.message))) throw error;
  }
  return found;
}

export function judgeDurability({ evicts, onDisk }: Durability): DurabilityVerdict {
  if (evicts === true || onDisk === "no") return "refused";
  return evicts === false && onDisk === "always" ? "good" : "doubtful";
}

/** What is wrong and what to set, one sentence in Vietnamese and in English; empty when nothing is wrong. */
export function durabilitySentence(found: Durability): string {
  const { evicts, onDisk } = found;
  if (judgeDurability(found) === "refused") {
    const vi = [
      ...(evicts === true ? ["tự xoá dữ liệu khi đầy bộ nhớ"] : []),
      ...(onDisk === "no" ? ["không ghi chắc xuống đĩa"] : []),
    ];
    const en = [
      ...(evicts === true ? ["evicts keys when memory is short"] : []),
      ...(onDisk === "no" ? ["does not keep what it was given on disk"] : []),
    ];
    const set = [
      ...(evicts === true ? ["maxmemory-policy noeviction"] : []),
      ...(onDisk === "no" ? ["appendonly yes", "appendfsync always"] : []),
    ].join(", ");
    return (
      `Redis này ${vi.join(" và ")} nên số liệu có thể mất: hãy đặt ${set}, ` +
      `hoặc ALLOW_UNSAFE_REDIS=1 nếu chấp nhận mất. · This Redis ${en.join(" and ")}, so figures can be lost: ` +
      `set ${set}, or ALLOW_UNSAFE_REDIS=1 to take the risk.`
    );
  }
  if (onDisk === "everysec")
    return (
      "Redis này ghi đĩa mỗi giây một lần, mất điện có thể mất một giây sự kiện đã nhận: hãy đặt appendfsync always. · " +
      "This Redis writes to disk once a second, and a power cut can lose a second of accepted events: set appendfsync always."
    );
  if (evicts === null || onDisk === "unknown")
    return (
      "Redis này không cho xem thiết lập nên không biết có giữ chắc số liệu hay không: cần maxmemory-policy noeviction, " +
      "appendonly yes, appendfsync always. · This Redis does not tell its settings, so nobody knows whether it keeps " +
      "figures: it needs maxmemory-policy noeviction, appendonly yes, appendfsync always."
    );
  return "";
}

type GuardLog = { warn: (words: string) => void; error: (words: string) => void };
const LOOK_EVERY_MS = 15_000;
const AWAY_EVERY_MS = 500;

/**
 * Knows how the store keeps things: looks at start, and every 15 s, for somebody may change it while we run. A store that
 * is away at start is waited for in the background and looked at when it comes.
 */
export function createDurabilityGuard(deps: {
  redis: Redis;
  /** The override: what would be refused is only warned of. */
  allowUnsafe: boolean;
  log: GuardLog;
  /** Called once when a store that was away at start came and is refused. */
  onRefused: (error: AppError) => void;
  lookEveryMs?: number;
}) {
  const { redis, allowUnsafe, log, onRefused, lookEveryMs = LOOK_EVERY_MS } = deps;
  let found: Durability | null = null;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  const isRefused = (one: Durability | null): boolean =>
    one !== null && !allowUnsafe && judgeDurability(one) === "refused";

  /** Reads it now and tells of a change. Rejects when the store is away. */
  async function look(): Promise<Durability> {
    const now = await durabilityOf(redis);
    const before = found;
    found = now;
    if (before?.evicts === now.evicts && before.onDisk === now.onDisk) return now;
    const words = durabilitySentence(now);
    if (judgeDurability(now) === "refused") log.error(words);
    else if (words !== "") log.warn(words);
    else if (before !== null) log.warn("Redis lại giữ chắc số liệu. · This Redis keeps figures again.");
    return now;
  }

  function later(ms: number): void {
    if (stopped) return;
    timer = setTimeout(() => void again(), ms);
    timer.unref();
  }
  async function again(): Promise<void> {
    const first = found === null;
    const now = await look().catch(() => null);
    if (first && now !== null && isRefused(now) && !stopped)
      onRefused(new AppError("unsafe-store", durabilitySentence(now)));
    later(found === null ? AWAY_EVERY_MS : lookEveryMs);
  }

  return {
    look,
    /** What was found last; `null` before the store was there once. */
    found: (): Durability | null => found,
    /** For readiness: what was found last, what it means here (the override counts), and what to do about it. */
    report: (): (Durability & { verdict: DurabilityVerdict; advice: string }) | null => {
      if (found === null) return null;
      const judged = judgeDurability(found);
      const verdict = judged === "refused" && allowUnsafe ? "doubtful" : judged;
      return { ...found, verdict, advice: durabilitySentence(found) };
    },
    /** True while the store would be refused at start. */
    isRefused: (): boolean => isRefused(found),

    /** Looks once, then goes on looking. Rejects with AppError("unsafe-store") when the store is there and refused. */
    async start(): Promise<void> {
      const now = await look().catch(() => null);
      if (now !== null && isRefused(now)) throw new AppError("unsafe-store", durabilitySentence(now));
      later(found === null ? AWAY_EVERY_MS : lookEveryMs);
    },

    stop(): void {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
export type DurabilityGuard = ReturnType<typeof createDurabilityGuard>;
