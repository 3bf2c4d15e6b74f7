import { expect, it } from "vitest";
import type { Answer } from "../api/get-json.ts";
import { createDeviceStore } from "./device-store.ts";
import { MAX_WAITING, createOutbox } from "./outbox.ts";

type Event = { id: string; time?: string; data: { value?: number } };
const OK: Answer<{ accepted: number }> = { ok: true, value: { accepted: 1 } };
const fails = (code: string, path?: string): Answer<{ accepted: number }> => ({
  ok: false,
  code,
  message: code,
  ...(path === undefined ? {} : { issues: [{ path, code: "time-in-future", message: code }] }),
});

/** A browser's storage: the same for all tabs. */
function memoryStorage(full = false) {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, text: string) => {
      if (full) throw new Error("QuotaExceededError");
      kept.set(key, text);
    },
    removeItem: (key: string) => void kept.delete(key),
    key: (n: number) => [...kept.keys()][n] ?? null,
    get length() {
      return kept.size;
    },
  };
}
function house() {
  const storage = memoryStorage();
  const got: Event[] = [];
  const counted = new Set<string>();
  const timers: (() => void)[] = [];
  const waits: number[] = [];
  let answers: Answer<{ accepted: number }>[] = [];
  let turn = Promise.resolve();
  let at = Date.parse("2026-11-25T20:14:00+07:00");
  let n = 0;
  const tab = (store = createDeviceStore(storage), by = "an") =>
    createOutbox({
      store,
      by,
      post: async (_ward, event) => {
        got.push(event as Event);
        const answer = answers.shift() ?? OK;
        if (answer.ok) counted.add((event as Event).id);
        return answer;
      },
      alone: (work) => (turn = turn.then(work)),
      now: () => (at += 1_000),
      newId: () => `id-${++n}`,
      later: (ms, work) => {
        waits.push(ms);
        timers.push(work);
        return () => undefined;
      },
      onChange: () => undefined,
    });
  return {
    tab,
    got,
    counted,
    waits,
    answer: (...next: typeof answers) => {
      answers = next;
    },
    wake: () => timers.splice(0).forEach((work) => work()),
    full: () => createDeviceStore(memoryStorage(true)),
  };
}
const report = (value: number) => ({
  ward: "w",
  label: "Cây xanh",
  data: { indicator: "trees", unit: "to-7", period: "2026-10", value },
});
const states = (box: ReturnType<ReturnType<typeof house>["tab"]>) => box.entries().map(({ state }) => state);

it("keeps a report without a connection, over a reload, and sends it once it is back", async () => {
  const { tab, answer, got, counted } = house();
  answer(fails("unreachable"));
  const before = tab();
  expect(before.add(report(41))).toBe(true);
  await before.flush();
  expect(states(before)).toEqual(["waiting"]);
  expect(before.hold()).toBe("away");
  const after = tab();
  expect(states(after)).toEqual(["waiting"]);
  await after.flush();
  expect(states(after)).toEqual(["sent"]);
  await after.flush();
  expect(new Set(got.map(({ id }) => id))).toEqual(new Set(["id-1"]));
  expect([...counted]).toEqual(["id-1"]);
  expect(got[0]?.time).toBe("2026-11-25T20:14:01+07:00");
});

it("sends the same id again where the answer was lost on the way", async () => {
  const { tab, answer, got } = house();
  const box = tab();
  answer(fails("aborted"), OK);
  box.add(report(41));
  await box.flush();
  await box.flush();
  expect(got.map(({ id }) => id)).toEqual(["id-1", "id-1"]);
  expect(states(box)).toEqual(["sent"]);
});

it("sends in order, and nothing after what could not go", async () => {
  const { tab, answer, got, wake, waits } = house();
  const box = tab();
  answer(fails("store-away"), fails("unreachable"));
  box.add(report(1));
  box.add(report(2));
  await box.flush();
  await box.flush();
  expect(states(box)).toEqual(["waiting", "waiting"]);
  expect(waits.slice(0, 2)).toEqual([5_000, 10_000]);
  got.length = 0;
  wake();
  await box.flush();
  expect(got.map(({ data }) => data.value)).toEqual([1, 2]);
});

it("two tabs at once send each report once", async () => {
  const { tab, answer, got } = house();
  answer(fails("unreachable"));
  const [one, two] = [tab(), tab()];
  one.add(report(41));
  await one.flush();
  got.length = 0;
  await Promise.all([one.flush(), two.flush(), one.flush()]);
  expect(got).toHaveLength(1);
});

it("keeps what is refused, with the reason, until a person discards it; the others go on", async () => {
  const { tab, answer } = house();
  const box = tab();
  answer(fails("personal-data"), OK);
  box.add(report(1));
  box.add(report(2));
  await box.flush();
  expect(states(box)).toEqual(["refused", "sent"]);
  expect(box.entries()[0]?.message).toBe("personal-data");
  box.discard("id-1");
  expect(states(tab())).toEqual(["sent"]);
});

it("keeps what this device may not send, and says so", async () => {
  const { tab, answer } = house();
  const box = tab();
  answer(fails("forbidden"));
  box.add(report(1));
  await box.flush();
  expect([states(box), box.hold()]).toEqual([["waiting"], "denied"]);
});

it("a clock that runs ahead does not stop a report", async () => {
  const { tab, answer, got } = house();
  const box = tab();
  answer(fails("time-in-future", "events.0.time"), OK);
  box.add(report(1));
  await box.flush();
  expect(states(box)).toEqual(["sent"]);
  expect(got.map(({ time }) => time === undefined)).toEqual([false, true]);
});

it("holds a bounded number, and goes on in memory where the device keeps nothing", async () => {
  const { tab, answer, full } = house();
  answer(...Array.from({ length: 400 }, () => fails("unreachable")));
  const store = full();
  const box = tab(store);
  for (let n = 0; n < MAX_WAITING; n++) expect(box.add(report(n))).toBe(true);
  expect(box.add(report(0))).toBe(false);
  expect(store.isDurable()).toBe(false);
  await box.flush();
  answer();
  await box.flush();
  // Those that were sent are shown for a while, and then forgotten.
  expect(states(box)).toEqual(Array.from({ length: 30 }, () => "sent"));
});

it("shows and sends a person's own reports alone, and keeps those of another for when they sign in again", async () => {
  const { tab, got, answer, report } = ownHouse();
  answer({ ok: false, code: "unauthorized", message: "signed out" });
  const first = tab("an");
  first.add(report);
  await first.flush();
  expect(first.hold()).toBe("denied");
  const second = tab("binh");
  await second.flush();
  expect(second.entries()).toEqual([]);
  expect(got).toHaveLength(1);
  const back = tab("an");
  await back.flush();
  expect(back.entries().map(({ state }) => state)).toEqual(["sent"]);
  expect(new Set(got).size).toBe(1);
});

function ownHouse() {
  const storage = createDeviceStore(memoryStorage());
  const got: string[] = [];
  const answers: Answer<{ accepted: number }>[] = [];
  let n = 0;
  const tab = (by: string) =>
    createOutbox({
      store: storage,
      by,
      post: async (_ward, event) => {
        got.push((event as Event).id);
        return answers.shift() ?? OK;
      },
      alone: (work) => work(),
      now: () => Date.parse("2026-11-25T20:14:00+07:00"),
      newId: () => `id-${(n += 1)}`,
      later: () => () => undefined,
      onChange: () => undefined,
    });
  const report = {
    ward: "w",
    label: "x",
    data: { indicator: "cay-xanh", unit: "to-7", period: "2026-10", value: 1 },
  };
  return { tab, got, answer: (next: Answer<{ accepted: number }>) => void answers.push(next), report };
}
