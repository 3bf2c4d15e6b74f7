import { Cluster, type Redis, type RedisOptions } from "ioredis";

const SCHEME = "redis+cluster://";

/** True for the address of a cluster: `redis+cluster://host:port,host:port`. */
export function isClusterUrl(url: string): boolean {
  return url.startsWith(SCHEME);
}

/** Opens a client of a cluster by the masters that its address names; the others are found through them. */
export function connectCluster(url: string, options: RedisOptions): Redis {
  const nodes = url
    .slice(SCHEME.length)
    .split(",")
    .map((place) => {
      const { hostname, port } = new URL(`redis://${place}`);
      return { host: hostname, port: Number(port || 6_379) };
    });
  const { retryStrategy } = options;
  return asRedis(
    new Cluster(nodes, {
      redisOptions: options,
      slotsRefreshTimeout: 2_000,
      ...(retryStrategy ? { clusterRetryStrategy: (attempt: number) => retryStrategy(attempt) } : {}),
    }),
  );
}

/** The nodes that together hold every key: a cluster's masters, or the one server. */
export function mastersOf(redis: Redis): Redis[] {
  const client: unknown = redis;
  return client instanceof Cluster ? client.nodes("master") : [redis];
}

/**
 * A cluster's client has the commands of a single one and routes each by its key. It holds as long as every call,
 * pipeline and script of ours keeps to one hash tag, which a cluster checks and the tests run on one.
 */
function asRedis(cluster: Cluster): Redis {
  return cluster as unknown as Redis;
}
