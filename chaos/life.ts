import type { Channel, DossierEventType, Level } from "@nhip/contracts";
import { formatInstant } from "@nhip/domain";
import type { NonEmpty, Random, WireDossierEvent, WireFacts } from "@nhip/sample";

const SECOND_MS = 1_000;
const HOUR_MS = 3_600 * SECOND_MS;
const DAY_MS = 24 * HOUR_MS;
/** How far back dossiers begin. */
const REACH_MS = 60 * DAY_MS;
const FIELDS: NonEmpty<string> = ["ho-tich", "dat-dai", "chung-thuc", "xay-dung", "kinh-doanh"];
const CHANNELS: NonEmpty<Channel> = ["direct", "online", "post"];
const LEVELS: NonEmpty<Level> = ["none", "partial", "full", "muc-do-3", "muc-do-4"];

/**
 * How a dossier stands when all of its events are known, written down by whoever made them up. It owes nothing to the
 * fold that is being tested. Times in milliseconds since the epoch.
 */
export type PlainDossier = {
  ward: string;
  code: string;
  field: string;
  channel: Channel;
  level: Level;
  receivedAt: number | null;
  dueAt: number | null;
  end: { at: number; how: "resolved" | "withdrawn" | "rejected" } | null;
  waits: boolean;
  voided: boolean;
};

export type Life = { plain: PlainDossier; events: WireDossierEvent[] };

type Told = { type: DossierEventType; data?: (at: number) => WireFacts };
type Plot = {
  /** What happens, one thing after the other, in the time between the receipt and now. */
  told: readonly Told[];
  /** What comes of it; `at(n)` is the time of the n-th thing. */
  outcome: (plain: PlainDossier, at: (n: number) => number) => void;
  weight: number;
};

const told = (...types: (DossierEventType | Told)[]): Told[] =>
  types.map((one) => (typeof one === "string" ? { type: one } : one));
const closes =
  (how: "resolved" | "withdrawn" | "rejected", n: number): Plot["outcome"] =>
  (plain, at) => {
    plain.end = { at: at(n), how };
  };

/** What can become of a dossier. After a wait the source names a new due time, as it would by the law. */
function plots(random: Random, dueAt: number | null): NonEmpty<Plot> {
  const newDue = (at: number): number => at + Math.floor(random.between(HOUR_MS, 4 * DAY_MS));
  const due = new Map<string, number>();
  const dueOf = (name: string, at: number): string => {
    const when = due.get(name) ?? newDue(at);
    due.set(name, when);
    return formatInstant(when);
  };
  const extended: Told = {
    type: "dossier.extended",
    data: (at) => ({ dueAt: dueOf("extended", at), apology: true }),
  };
  const field = random.pick(FIELDS);
  const takeDue = (plain: PlainDossier): void => {
    plain.dueAt = due.get("extended") ?? dueAt;
  };
  const early = -Math.floor(random.between(DAY_MS, 31 * DAY_MS));
  return [
    {
      weight: 8,
      told: told("dossier.processing", "dossier.resolved", "dossier.delivered"),
      outcome: closes("resolved", 1),
    },
    {
      weight: 4,
      told: told("dossier.digitized", "dossier.resolved", "dossier.rated"),
      outcome: closes("resolved", 1),
    },
    {
      weight: 4,
      told: told(
        "dossier.supplement-requested",
        "dossier.supplemented",
        extended,
        "dossier.processing",
        "dossier.resolved",
      ),
      outcome(plain, at) {
        takeDue(plain);
        plain.end = { at: at(4), how: "resolved" };
      },
    },
    {
      weight: 2,
      told: told("dossier.payment-requested", "dossier.paid", extended, "dossier.processing"),
      outcome: takeDue,
    },
    {
      weight: 2,
      told: told("dossier.processing", "dossier.supplement-requested"),
      outcome(plain) {
        plain.waits = true;
      },
    },
    { weight: 3, told: told("dossier.processing"), outcome: () => undefined },
    {
      weight: 3,
      told: told("dossier.resolved", {
        type: "dossier.corrected",
        data: () => ({ field, receivedAt: "" }),
      }),
      outcome(plain, at) {
        plain.field = field;
        plain.receivedAt = plain.receivedAt === null ? null : plain.receivedAt + early;
        plain.end = { at: at(0), how: "resolved" };
      },
    },
    {
      weight: 2,
      told: told("dossier.resolved", {
        type: "dossier.corrected",
        data: (at) => ({ dueAt: dueOf("extended", at) }),
      }),
      outcome(plain, at) {
        takeDue(plain);
        plain.end = { at: at(0), how: "resolved" };
      },
    },
    {
      weight: 2,
      told: told("dossier.resolved", "dossier.resumed", "dossier.processing", "dossier.resolved"),
      outcome: closes("resolved", 3),
    },
    { weight: 1, told: told("dossier.withdrawn", "dossier.digitized"), outcome: closes("withdrawn", 0) },
    { weight: 1, told: told("dossier.processing", "dossier.rejected"), outcome: closes("rejected", 1) },
    {
      weight: 2,
      told: told("dossier.resolved", "dossier.voided"),
      outcome(plain, at) {
        plain.end = { at: at(0), how: "resolved" };
        plain.voided = true;
      },
    },
  ];
}

/** A made-up dossier, received some time in the sixty days before `nowMs` and told whole; ids begin with its code. */
export function makeLife(random: Random, ward: string, number: number, nowMs: number): Life {
  const code = `H64.38-${String(number).padStart(7, "0")}`;
  const end = nowMs - HOUR_MS;
  const begin = wholeSecond(random.between(nowMs - REACH_MS, end - 2 * HOUR_MS));
  const dueAt = random.chance(0.1) ? null : wholeSecond(begin + random.between(HOUR_MS, 9 * DAY_MS));
  const facts = {
    procedure: "1.001193",
    field: random.pick(FIELDS),
    channel: random.pick(CHANNELS),
    level: random.pick(LEVELS),
  };
  const plot = random.pickWeighted(plots(random, dueAt));
  const times = momentsBetween(random, begin, Math.min(end, begin + 12 * DAY_MS), plot.told.length);
  const plain: PlainDossier = {
    ward,
    code,
    field: facts.field,
    channel: facts.channel,
    level: facts.level,
    receivedAt: begin,
    dueAt,
    end: null,
    waits: false,
    voided: false,
  };
  const event = (n: number, type: DossierEventType, at: number, data: WireFacts): WireDossierEvent => ({
    id: `${code}-${n}`,
    type,
    ward,
    subject: code,
    time: formatInstant(at),
    data,
  });
  const at = (n: number): number => times[n] ?? end;
  const later = plot.told.map(({ type, data }, n) => event(n + 1, type, at(n), data?.(at(n)) ?? {}));
  plot.outcome(plain, at);
  const receipt = event(0, "dossier.received", begin, {
    ...facts,
    ...(dueAt === null ? {} : { dueAt: formatInstant(dueAt) }),
  });
  return { plain, events: [receipt, ...later].map((one) => withReceipt(one, plain)) };
}

/** A correction of the receipt says what the plain dossier has come to know. */
function withReceipt(event: WireDossierEvent, { receivedAt }: PlainDossier): WireDossierEvent {
  if (event.data.receivedAt === undefined || receivedAt === null) return event;
  return { ...event, data: { ...event.data, receivedAt: formatInstant(receivedAt) } };
}

/** Moments in order, at least a second apart, so that nothing hangs on a tie. */
function momentsBetween(random: Random, from: number, to: number, count: number): number[] {
  const room = Math.max(0, to - from - count * 2 * SECOND_MS);
  const parts = Array.from({ length: count }, () => random.between(0, room)).toSorted((a, b) => a - b);
  return parts.map((part, n) => wholeSecond(from + part) + (n + 1) * 2 * SECOND_MS);
}

function wholeSecond(atMs: number): number {
  return Math.floor(atMs / SECOND_MS) * SECOND_MS;
}
