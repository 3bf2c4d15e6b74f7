const EVERY_MS = 100;
const NOTE_MS = 15_000;
const MAX_WORDS = 300;

/** Where a server that listens on `host` is reached from this machine. @param {string} host */
export function reachableHost(host) {
  if (host === "0.0.0.0" || host === "") return "127.0.0.1";
  if (host === "::") return "[::1]";
  return host.includes(":") ? `[${host}]` : host;
}

/** @param {string} url @returns {Promise<string | null>} null when ready, else what it says */
async function notReady(url) {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(3000), headers: { connection: "close" } });
    const words = await answer.text();
    return answer.status === 200 ? null : `${answer.status} ${words.slice(0, MAX_WORDS)}`;
  } catch (error) {
    return error instanceof Error ? String(error.cause ?? error.message) : String(error);
  }
}

/**
 * Waits until `/readyz` answers 200, and says now and then what it is waiting for.
 * @param {{name: string, url: string, say: (text: string) => void, signal: AbortSignal}} options
 */
export async function awaitReady({ name, url, say, signal }) {
  let nextNote = Date.now() + NOTE_MS;
  while (!signal.aborted) {
    const words = await notReady(url);
    if (words === null) return;
    if (Date.now() > nextNote) {
      nextNote = Date.now() + 2 * NOTE_MS;
      say(`Chờ ${name} sẵn sàng (${words})… · Waiting for ${name}`);
    }
    await new Promise((done) => setTimeout(done, EVERY_MS));
  }
}
