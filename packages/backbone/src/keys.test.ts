import { expect, test } from "vitest";
import { ENTITY_KINDS } from "@nhip/domain";
import { createKeys } from "./keys.ts";

/** What a cluster hashes of a key: what stands between the first `{` and the next `}`. */
const tagOf = (key: string): string | undefined => /\{([^}]+)\}/.exec(key)?.[1];

test("Q9: all keys that one script or transaction touches carry one hash tag: a ward's its id, a queue's its shard", () => {
  const keys = createKeys("p:");
  const ofWard = [
    ...ENTITY_KINDS.map((kind) => keys.entities("phuong-mot", kind)),
    keys.count("phuong-mot", "d:2022-12-05"),
    keys.index("phuong-mot", "open"),
    keys.log("phuong-mot"),
    keys.rev("phuong-mot"),
    keys.quarantine("phuong-mot"),
    keys.changes("phuong-mot"),
  ];
  expect(new Set(ofWard.map(tagOf))).toEqual(new Set(["phuong-mot"]));
  expect(new Set(ofWard).size).toBe(ofWard.length);
  const { wards, apiKeys, sampleEnded, sampleLoaded, probe, workers, heartbeat } = keys;
  const ofHouse = [wards, apiKeys, sampleEnded, sampleLoaded, probe, workers, heartbeat];
  expect(new Set(ofHouse.map(tagOf))).toEqual(new Set(["house"]));
  expect([0, 1, 2].map((shard) => tagOf(keys.queue(shard)))).toEqual(["q0", "q1", "q2"]);
});
