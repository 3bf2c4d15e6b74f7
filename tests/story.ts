import { formatInstant } from "@nhip/domain";
import type { WireDossierEvent, WireFacts } from "@nhip/sample";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const FIELDS = ["ho-tich", "dat-dai", "chung-thuc", "xay-dung"] as const;
const CHANNELS = ["direct", "online", "post"] as const;
const LEVELS = ["none", "partial", "full"] as const;
/** How dossiers end: most are answered, some stay open, some are corrected, withdrawn, or were a mistake. */
const ENDS = [
  "resolved",
  "resolved",
  "resolved",
  "extended",
  "corrected",
  "withdrawn",
  "rated",
  "voided",
] as const;

/**
 * The lives of `count` dossiers, five events each, over the sixty days up to `nowMs`: answered early, on time and late,
 * waiting, extended, corrected into another month, withdrawn, voided, still open, overdue. The same each time.
 */
export function story(ward: string, count: number, nowMs: number, name = "a"): WireDossierEvent[] {
  return Array.from({ length: count }, (_, n) => life(ward, n, nowMs, name)).flat();
}

function life(ward: string, n: number, nowMs: number, name: string): WireDossierEvent[] {
  const subject = `${name.toUpperCase()}-${n}`;
  const begin = nowMs - 60 * DAY_MS + ((n * 7_919_000) % (55 * DAY_MS));
  let serial = 0;
  const tell = (type: string, at: number, data: WireFacts = {}): WireDossierEvent => {
    const time = formatInstant(Math.min(at, nowMs));
    return {
      id: `${name}${n}-${serial++}`,
      type: `dossier.${type}` as WireDossierEvent["type"],
      ward,
      subject,
      time,
      data,
    };
  };
  const facts: WireFacts = {
    procedure: "1.001193",
    field: FIELDS[n % 4] ?? "khac",
    channel: CHANNELS[n % 3] ?? "direct",
    level: LEVELS[n % 3] ?? "none",
    ...(n % 11 === 0 ? {} : { dueAt: formatInstant(begin + ((n % 6) + 1) * DAY_MS) }),
  };
  const end = begin + ((n % 5) + 1) * DAY_MS;
  return [
    tell("received", begin, facts),
    tell(n % 9 === 0 ? "supplement-requested" : "processing", begin + HOUR_MS),
    tell(n % 18 === 0 ? "digitized" : "supplemented", begin + 20 * HOUR_MS),
    ...ending(ENDS[n % ENDS.length] ?? "resolved", end, begin, tell),
  ];
}

function ending(
  how: (typeof ENDS)[number],
  end: number,
  begin: number,
  tell: (type: string, at: number, data?: WireFacts) => WireDossierEvent,
): WireDossierEvent[] {
  switch (how) {
    case "resolved":
      return [tell("resolved", end), tell("delivered", end + HOUR_MS)];
    case "extended":
      return [
        tell("extended", end, { dueAt: formatInstant(end + 3 * DAY_MS), apology: true }),
        tell("processing", end + HOUR_MS),
      ];
    case "corrected":
      return [
        tell("resolved", end),
        tell("corrected", end + HOUR_MS, { receivedAt: formatInstant(begin - 31 * DAY_MS) }),
      ];
    case "withdrawn":
      return [tell("withdrawn", end), tell("processing", end + HOUR_MS)];
    case "rated":
      return [tell("digitized", end), tell("rated", end + HOUR_MS, { score: 4 })];
    case "voided":
      return [tell("resolved", end), tell("voided", end + HOUR_MS)];
  }
}

/** The same list in another order; the same seed gives the same order. */
export function shuffled<T>(list: readonly T[], seed: number): T[] {
  let state = seed;
  const keyed = list.map((item) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return { item, at: state };
  });
  return keyed.toSorted((a, b) => a.at - b.at).map(({ item }) => item);
}

/** Pieces of `size`, in order. */
export function inPieces<T>(list: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, n) =>
    list.slice(n * size, (n + 1) * size),
  );
}
