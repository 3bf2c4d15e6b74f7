import type { WireEvent } from "@nhip/sample";

const RETRY_MS = 1_000;
const MAX_TRIES = 120;

/** Sends events through the public door, as any source would. */
export function createSender(url: string, key: string) {
  return {
    /** Sends up to a few thousand events; waits and sends again while the door is busy. Resolves to the number accepted. */
    async send(events: readonly WireEvent[]): Promise<number> {
      for (let tries = 0; tries < MAX_TRIES; tries++) {
        const response = await post(url, key, events).catch(() => null);
        if (response?.status === 202) return acceptedIn(await response.json());
        if (response && response.status < 500 && response.status !== 429) {
          throw new Error(`ingest answered ${response.status}: ${(await response.text()).slice(0, 500)}`);
        }
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
      throw new Error(`no answer from ${url}`);
    },
  };
}

function post(url: string, key: string, events: readonly WireEvent[]): Promise<Response> {
  return fetch(`${url}/v1/events`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify(events),
    signal: AbortSignal.timeout(30_000),
  });
}

function acceptedIn(body: unknown): number {
  return typeof body === "object" && body !== null && "accepted" in body ? Number(body.accepted) : 0;
}
