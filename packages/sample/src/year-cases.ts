import { AppError, type Channel, type Level } from "@nhip/contracts";
import { LEFT_OPEN, type LeftOpen } from "./left-open.ts";
import { workingDays } from "./office-time.ts";
import { YEAR_PROCEDURES, type YearProcedure } from "./procedures-2022.ts";
import { HANDED_IN_ONLINE, YEAR_TO } from "./published-figures.ts";
import type { Random } from "./random.ts";
import type { Receipt } from "./year-intake.ts";

/** What a receipt is about. */
export type YearCase = Receipt & { procedure: YearProcedure; channel: Channel; leftOpen?: LeftOpen };

/** Working hours left on the day of receipt, as far as a case can count on them. */
const HOURS_SAME_DAY = 2;
const BY_POST = 0.02;

/** Takes the first procedure that fits out of the deck. */
function draw(deck: YearProcedure[], fits: (procedure: YearProcedure) => boolean): YearProcedure {
  const place = deck.findIndex(fits);
  const [card] = deck.splice(place, place < 0 ? 0 : 1);
  if (!card) throw new AppError("internal", "the procedures of 2022 do not fit its working days");
  return card;
}

/** Hands out channels so that exactly the published number of each level comes in online. */
function createChannels(random: Random): (level: Level) => Channel {
  const seen = new Map<Level, number>();
  const total = (level: Level) =>
    YEAR_PROCEDURES.reduce((sum, procedure) => sum + (procedure.level === level ? procedure.count : 0), 0);
  const online = new Map<Level, Set<number>>();
  return (level) => {
    const places = online.get(level) ?? onlinePlaces(total(level), HANDED_IN_ONLINE[level] ?? 0, random);
    online.set(level, places);
    const place = seen.get(level) ?? 0;
    seen.set(level, place + 1);
    if (places.has(place)) return "online";
    return random.chance(BY_POST) ? "post" : "direct";
  };
}

function onlinePlaces(total: number, wanted: number, random: Random): Set<number> {
  return new Set(random.shuffled([...Array(total).keys()]).slice(0, wanted));
}

/**
 * Gives every receipt its procedure and channel. Dealt backwards from the last day, so that the last weeks
 * get only what can still be answered by then, apart from the four that stay open.
 */
export function yearCases(receipts: readonly Receipt[], random: Random): YearCase[] {
  const deck = random.shuffled(
    YEAR_PROCEDURES.flatMap((procedure) => Array<YearProcedure>(procedure.count).fill(procedure)),
  );
  const channelFor = createChannels(random);
  const open = new Map(LEFT_OPEN.map((left) => [left.code, left]));
  const reserved = new Map(
    [...open].map(([code, left]) => [code, draw(deck, ({ code: own }) => own === left.procedure)]),
  );
  const days = workingDays(receipts[0]?.day ?? YEAR_TO, YEAR_TO).toReversed();
  const daysLeft = new Map(days.map((day, left) => [day, left]));

  return receipts
    .toReversed()
    .map((receipt) => {
      const hoursLeft = HOURS_SAME_DAY + 8 * (daysLeft.get(receipt.day) ?? 0);
      const procedure = reserved.get(receipt.code) ?? draw(deck, ({ hours }) => hours[1] <= hoursLeft);
      const leftOpen = open.get(receipt.code);
      return {
        ...receipt,
        procedure,
        channel: channelFor(procedure.level),
        ...(leftOpen ? { leftOpen } : {}),
      };
    })
    .toReversed();
}
