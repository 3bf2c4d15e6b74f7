/** npm passes on a Ctrl-C that the terminal has already given us, so two in a moment are one. */
const SAME_MS = 600;
const PARENT_CHECK_MS = 1000;

/**
 * Turns SIGINT, SIGTERM and SIGHUP into two steps: stop, and on the next one hurry. A vanished npm counts as
 * the first.
 * @returns {{stop: AbortSignal, hurry: AbortSignal, release: () => void}}
 */
export function listenForInterrupts() {
  const stop = new AbortController();
  const hurry = new AbortController();
  let lastAt = 0;
  const onSignal = () => {
    const now = Date.now();
    const repeated = now - lastAt < SAME_MS;
    lastAt = now;
    if (repeated) return;
    if (stop.signal.aborted) hurry.abort();
    else stop.abort();
  };
  const signals = /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]);
  for (const signal of signals) process.on(signal, onSignal);

  const npm = process.env.npm_lifecycle_event === undefined ? null : process.ppid;
  const watch = setInterval(() => {
    if (npm !== null && process.ppid !== npm) stop.abort();
  }, PARENT_CHECK_MS);
  watch.unref();
  return {
    stop: stop.signal,
    hurry: hurry.signal,
    release() {
      clearInterval(watch);
      for (const signal of signals) process.off(signal, onSignal);
    },
  };
}
