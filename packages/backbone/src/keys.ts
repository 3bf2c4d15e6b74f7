import type { EntityKind } from "@nhip/domain";

const HASH_OF: Record<EntityKind, string> = {
  dossier: "dossiers",
  report: "reports",
  target: "targets",
  claim: "claims",
};

/**
 * Every key name, in one place. All keys of a ward carry it as hash tag, so that a ward is one slot of a cluster.
 * `prefix` keeps several stores apart on one Redis (tests use it); `draft` names the keys that a rebuild writes beside
 * the live ones.
 */
export function createKeys(prefix = "", draft = "") {
  const ward = (id: string, rest: string) => `${prefix}{${id}}:${draft}${rest}`;
  return {
    /** The same names for what a rebuild writes before it takes the place of the live. */
    draft: (token: string) => createKeys(prefix, `draft:${token}:`),
    /** String: there while everything that a rebuild wrote is there. */
    draftWhole: (id: string, token: string) => ward(id, `draft:${token}:whole`),
    /** A pattern of all keys of one kind, of one ward or (`*`) of all. */
    pattern: (id: string, kind: "count" | "index" | "draft") => {
      const tag = `${prefix}{${id}}:`.replaceAll(/[?[\]\\]/g, "?");
      return `${tag}${draft}${kind}:*`;
    },
    /** Hash: history by code, `version:rows`. */
    entities: (id: string, kind: EntityKind) => ward(id, HASH_OF[kind]),
    /** Hash: counters of a bucket `d:2022-12-05`, `m:2022-12`, `y:2022` or `c:2022-12-05`. */
    count: (id: string, bucket: string) => ward(id, `count:${bucket}`),
    /** Sorted set: `open` by due time, `day:<day>` of those that stand on a day. */
    index: (id: string, name: string) => ward(id, `index:${name}`),
    /** Stream: the batches as they were committed, one deflated entry each; an entry's id is its revision. */
    log: (id: string) => ward(id, "log"),
    /** String: the mark of the rules by which the counters were made. */
    countedBy: (id: string) => ward(id, "counted-by"),
    /** String with a short life: while it is there, nothing commits. A rebuild sets it for the moment of the switch. */
    hold: (id: string) => ward(id, "hold"),
    /** String with a short life: who rebuilds or moves the log of this ward. */
    upkeep: (id: string) => ward(id, "upkeep"),
    /** String: how the last comparison of the figures with the log came out. */
    verified: (id: string) => ward(id, "verified"),
    /** Number: raised by one with each commit. */
    rev: (id: string) => ward(id, "rev"),
    /** Hash: when each source was last heard, by its name. */
    sources: (id: string) => ward(id, "sources"),
    /**
     * Hash: refused and poisoned events by the digest of what they said. Beside it: `order` and `settled-order`, sorted
     * sets by time; `counts`, a hash of how many by reason and source; `settled`, a hash of what was mended or set aside.
     */
    quarantine: (id: string, part?: "order" | "counts" | "settled" | "settled-order") =>
      ward(id, part === undefined ? "quarantine" : `quarantine:${part}`),
    /**
     * Hash: alerts that hold, by key. Beside it: `sent`, when each was last sent; `ended` and `outbox`, lists; `deliveries`,
     * a hash of messages and how they fared, with `delivery-order`.
     */
    alerts: (id: string, part?: "sent" | "ended" | "outbox" | "deliveries" | "delivery-order") =>
      ward(id, part === undefined ? "alerts" : `alerts:${part}`),
    /** Hash: the reasons that officers gave for suspects, by `kind|code`; one JSON a line, oldest first. */
    suspectReasons: (id: string) => ward(id, "suspect-reasons"),
    /** Hash: how people arranged their pages, by account. */
    layouts: (id: string) => ward(id, "layouts"),
    /** Channel: one message a commit. */
    changes: (id: string) => ward(id, "changes"),
    /** A pattern of all that is stored under this prefix. */
    everything: `${prefix.replaceAll(/[*?[\]\\]/g, "?")}{*}:*`,
    /** String: set while a restore is not finished. */
    restoring: `${prefix}{house}:restoring`,
    /** Number: the format in which this store is written. */
    format: `${prefix}{house}:format`,
    /** Hash: settings by ward id. */
    wards: `${prefix}{house}:wards`,
    /** Hash: rules and channels of alerts by ward id. */
    alerting: `${prefix}{house}:alerting`,
    /** Hash: API keys by id; secrets are stored as digests. */
    apiKeys: `${prefix}{house}:keys`,
    /** Hash: accounts by id; beside it ids by name, and by who one is at the single sign-on. */
    accounts: `${prefix}{house}:accounts`,
    accountNames: `${prefix}{house}:account-names`,
    accountSubjects: `${prefix}{house}:account-subjects`,
    /** String with an end: one session, by the digest of its token. Beside it a hash a person: digests by public id. */
    session: (digest: string) => `${prefix}{house}:session:${digest}`,
    sessionsOf: (account: string) => `${prefix}{house}:sessions-of:${account}`,
    /** String with an end: what a link that works once is for, by the digest of its token. */
    ticket: (digest: string) => `${prefix}{house}:ticket:${digest}`,
    /** Hash with an end: the accounts that signed in on a device, by the digest of its token. */
    device: (digest: string) => `${prefix}{house}:device:${digest}`,
    /** Numbers with an end: tries to sign in, of one kind of counter. */
    tries: (kind: string) => `${prefix}{house}:tries:${kind}`,
    /** Hash: wall displays by id; beside it their last signs of life. */
    screens: `${prefix}{house}:screens`,
    screenLives: `${prefix}{house}:screen-lives`,
    /** Strings with an end: a screen that waits to be claimed by the digest of its secret, and that digest by code. */
    pairing: (digest: string) => `${prefix}{house}:pairing:${digest}`,
    pairingCode: (code: string) => `${prefix}{house}:pairing-code:${code}`,
    /** Sorted set: codes that are open, by their end. */
    pairings: `${prefix}{house}:pairings`,
    /** Prefix of the counts by which pairing is slowed. */
    pairingLimit: (what: string) => `${prefix}{house}:limit:${what}`,
    /** Channel: what screens are told. */
    screenCommands: `${prefix}{house}:screen-commands`,
    /** Stream: who did what; only ever added to. Beside it the number and digest of its last line. */
    trail: `${prefix}{house}:trail`,
    trailHead: `${prefix}{house}:trail-head`,
    /** String: set for good when a real source got its key; sample data stop. */
    sampleEnded: `${prefix}{house}:sample-ended`,
    /** String: set when the sample ward was loaded whole. */
    sampleLoaded: `${prefix}{house}:sample-loaded`,
    /** String, written by readiness checks. */
    probe: `${prefix}{house}:probe`,
    /** Hash: last sign of life by worker id. */
    workers: `${prefix}{house}:workers`,
    /** Channel: proof that this process hears what is published. */
    heartbeat: `${prefix}{house}:heartbeat`,
    /** BullMQ prefix of a shard; its hash tag spreads shards over a cluster. */
    queue: (shard: number | "upkeep" | "deliveries") => `${prefix}{q${shard}}`,
  };
}
export type Keys = ReturnType<typeof createKeys>;
