import type { IndicatorReport } from "@nhip/contracts";
import { formatInstant } from "@nhip/domain";
import type { Answer } from "../api/get-json.ts";
import type { DeviceStore } from "./device-store.ts";

/** One report on its way. Its id is made once, so that however often it is sent it counts once. */
export type OutboxEntry = {
  id: string;
  ward: string;
  data: IndicatorReport;
  /** The account that said it; reports from before there were accounts have none. */
  by?: string;
  /** What the figure is called, for the list. */
  label: string;
  /** When it was said, ms since the epoch; it counts as reported then. */
  savedAt: number;
  /** `refused`: the server cannot take it as it is; a person mends or discards it. */
  state: "waiting" | "refused" | "sent";
  sentAt: number | null;
  /** The server's own words where it was refused. */
  message: string | null;
};

/** Why nothing goes out at the moment; `null` when it does. `denied`: this device may not write. */
export type Hold = "away" | "denied" | null;

export type OutboxDeps = {
  store: DeviceStore;
  /** The account that is signed in: nobody else's reports are shown or sent. */
  by: string;
  /** Posts one event to a ward's statements. */
  post: (ward: string, event: object) => Promise<Answer<{ accepted: number }>>;
  /** Does the work while no other tab does. */
  alone: (work: () => Promise<void>) => Promise<void>;
  /** The server's time as well as it is known, ms since the epoch. */
  now: () => number;
  newId: () => string;
  /** Does the work later, unless the answer is called. */
  later: (ms: number, work: () => void) => () => void;
  /** Hears that something about the entries is different. */
  onChange: () => void;
};
export type Outbox = ReturnType<typeof createOutbox>;

/** More than this many that wait are not taken: a unit owes a dozen a month. */
export const MAX_WAITING = 100;
const MAX_SENT = 30;
const PREFIX = "nhip.outbox.";
const FIRST_RETRY_MS = 5_000;
const MAX_RETRY_MS = 300_000;
const LATER: ReadonlySet<string> = new Set([
  "unreachable",
  "aborted",
  "internal",
  "too-busy",
  "store-away",
  "unsafe-store",
  "rate-limited",
]);
const DENIED: ReadonlySet<string> = new Set([
  "unauthorized",
  "forbidden",
  "scope-not-allowed",
  "ward-not-allowed",
  "foreign-origin",
]);

/**
 * Reports that are kept on the device until the server has them: each under a key of its own, so that two tabs never
 * write over one another; sent in the order they were said, one after another.
 */
export function createOutbox(deps: OutboxDeps) {
  const { store } = deps;
  let hold: Hold = null;
  let retryMs = FIRST_RETRY_MS;
  let cancel: (() => void) | null = null;
  let running: Promise<void> | null = null;
  let again = false;

  const keep = (entry: OutboxEntry): void => {
    store.write(PREFIX + entry.id, JSON.stringify(entry));
    deps.onChange();
  };
  const read = (id: string): OutboxEntry | null => parseEntry(store.read(PREFIX + id));

  function entries(): OutboxEntry[] {
    return store
      .keys()
      .filter((key) => key.startsWith(PREFIX))
      .flatMap((key) => parseEntry(store.read(key)) ?? [])
      .filter(({ by }) => by === undefined || by === deps.by)
      .toSorted((a, b) => a.savedAt - b.savedAt || (a.id < b.id ? -1 : 1));
  }

  async function sendAll(): Promise<void> {
    for (const { id } of entries().filter(({ state }) => state === "waiting")) {
      // Another tab may have sent or changed it since.
      const entry = read(id);
      if (entry?.state !== "waiting") continue;
      const answer = await send(entry);
      if (answer.ok) {
        retryMs = FIRST_RETRY_MS;
        keep({ ...entry, state: "sent", sentAt: deps.now(), message: null });
        dropOldSent();
        continue;
      }
      if (LATER.has(answer.code) || DENIED.has(answer.code)) {
        hold = DENIED.has(answer.code) ? "denied" : "away";
        retryLater();
        deps.onChange();
        return;
      }
      keep({ ...entry, state: "refused", message: answer.message });
    }
    hold = null;
  }

  /** A device whose clock runs ahead says a time in the future: then it counts as said when it arrives. */
  async function send({ id, ward, data, savedAt }: OutboxEntry): Promise<Answer<{ accepted: number }>> {
    const event = { id, type: "indicator.reported", data };
    const answer = await deps.post(ward, { ...event, time: formatInstant(savedAt) });
    const isClock = !answer.ok && answer.issues?.some(({ path }) => path.endsWith(".time"));
    return isClock ? deps.post(ward, event) : answer;
  }

  function retryLater(): void {
    cancel?.();
    cancel = deps.later(retryMs, () => void flush());
    retryMs = Math.min(2 * retryMs, MAX_RETRY_MS);
  }

  function dropOldSent(): void {
    const sent = entries().filter(({ state }) => state === "sent");
    for (const { id } of sent.slice(0, -MAX_SENT)) store.remove(PREFIX + id);
  }

  /** Sends what waits; resolves when it is sent or nothing goes out for now. */
  function flush(): Promise<void> {
    again = running !== null;
    running ??= sendUntilDone().finally(() => {
      running = null;
      deps.onChange();
    });
    return running;
  }

  async function sendUntilDone(): Promise<void> {
    do {
      again = false;
      await deps.alone(sendAll).catch(() => retryLater());
    } while (again && hold === null);
  }

  return {
    entries,
    flush,
    hold: (): Hold => hold,

    /** Keeps a report and sends it as soon as that is possible. `false` where too many wait already. */
    add(said: Pick<OutboxEntry, "ward" | "data" | "label">): boolean {
      if (entries().filter(({ state }) => state === "waiting").length >= MAX_WAITING) return false;
      const id = deps.newId();
      keep({ ...said, id, by: deps.by, savedAt: deps.now(), state: "waiting", sentAt: null, message: null });
      void flush();
      return true;
    },

    /** The connection may be back: sends at once. */
    retry(): void {
      retryMs = FIRST_RETRY_MS;
      cancel?.();
      void flush();
    },

    /** Takes an entry back, so that it is neither sent nor shown. */
    discard(id: string): void {
      store.remove(PREFIX + id);
      deps.onChange();
    },

    stop(): void {
      cancel?.();
    },
  };
}

function parseEntry(text: string | null): OutboxEntry | null {
  if (text === null) return null;
  try {
    const entry: unknown = JSON.parse(text);
    return isEntry(entry) ? entry : null;
  } catch {
    return null;
  }
}

/** Guarantee: what stands under our key was written by `keep`; a half-written text does not parse. */
function isEntry(value: unknown): value is OutboxEntry {
  return (
    typeof value === "object" && value !== null && "id" in value && "data" in value && "savedAt" in value
  );
}
