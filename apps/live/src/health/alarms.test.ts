import { describe, expect, test } from "vitest";
import { alarmsOf, type AlarmInput } from "./alarms.ts";

const NOW = Date.parse("2026-11-18T10:00:00+07:00");
const worker = {
  id: "a",
  at: "2026-11-18T10:00:00+07:00",
  committed: 1,
  poisoned: 0,
  conflicts: 0,
  restarts: 0,
  stalls: 0,
};
const calm: AlarmInput = {
  ward: "w",
  queue: { depth: 0, oldestAt: null, behindMs: 0, failed: 0 },
  workers: [worker],
  sources: [],
  quarantine: { count: 0, oldestAt: null },
  store: { onDisk: "always", evicts: false },
  verified: null,
  restartedAt: null,
  wentBackAt: null,
  now: NOW,
};
const at = "2026-11-18T09:12:00+07:00";
const source = {
  source: "may-mot-cua",
  sample: false,
  lastAt: at,
  lastEventTime: at,
  silent: true,
  since: at,
};
const codes = (more: Partial<AlarmInput>) =>
  alarmsOf({ ...calm, ...more }).map(({ code, status }) => [code, status]);

describe("alarms of the pipeline", () => {
  test("none when all is well", () => {
    expect(codes({})).toEqual([]);
  });
  test.each<[string, Partial<AlarmInput>, unknown]>([
    ["a minute behind is not yet behind", { queue: { ...calm.queue, behindMs: 60_000 } }, []],
    ["more is", { queue: { ...calm.queue, behindMs: 60_001 } }, [["behind", "watch"]]],
    ["over ten minutes is grave", { queue: { ...calm.queue, behindMs: 600_001 } }, [["behind", "bad"]]],
    ["nobody works", { workers: [] }, [["no-worker", "bad"]]],
    ["batches set aside", { queue: { ...calm.queue, failed: 2 } }, [["batches-failed", "bad"]]],
    ["a store that evicts", { store: { onDisk: "always", evicts: true } }, [["store-unsafe", "bad"]]],
    [
      "a store that may lose a second",
      { store: { onDisk: "everysec", evicts: false } },
      [["store-doubtful", "watch"]],
    ],
    ["a consumer made anew just now", { restartedAt: NOW - 60_000 }, [["worker-restarted", "watch"]]],
    ["and long ago", { restartedAt: NOW - 3_600_000 }, []],
    [
      "a verification that is over a day old",
      { verified: { at: "2026-11-16T09:12:00+07:00", rev: 3, ok: true, differences: 0 } },
      [["verify-late", "watch"]],
    ],
    ["a store that went back", { wentBackAt: NOW - 60_000 }, [["store-went-back", "bad"]]],
    [
      "one that went back before the figures were compared",
      { wentBackAt: Date.parse(at) - 60_000, verified: { at, rev: 3, ok: true, differences: 0 } },
      [],
    ],
    ["a verification that found nothing", { verified: { at, rev: 3, ok: true, differences: 0 } }, []],
    [
      "one that found something",
      { verified: { at, rev: 3, ok: false, differences: 2 } },
      [["verify-differs", "watch"]],
    ],
    [
      "the gravest come first",
      { sources: [source], workers: [] },
      [
        ["no-worker", "bad"],
        ["source-silent", "watch"],
      ],
    ],
  ])("%s", (_what, more, expected) => {
    expect(codes(more)).toEqual(expected);
  });
  test("a silent source is named, with the time it was last heard and whether it is made up", () => {
    expect(alarmsOf({ ...calm, sources: [{ ...source, sample: true }] })).toEqual([
      { code: "source-silent", status: "watch", since: at, source: "may-mot-cua", sample: true },
    ]);
  });
});
