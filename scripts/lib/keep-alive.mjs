const FIRST_WAIT_MS = 200;
const LAST_WAIT_MS = 5000;
const STEADY_MS = 30_000;
/** A child that ends so often before it was ever up will not come up by trying again. */
const MAX_EARLY_ENDS = 3;
/** A child says by this exit code that trying again is of no use before somebody changes a setting. */
const REFUSED = 2;

/**
 * @typedef {object} KeptChild
 * @property {string} name
 * @property {() => number | null} pid null between two lives
 * @property {() => void} settle it has been up once: from now on it is restarted for ever, unless it refuses itself
 * @property {Promise<string>} gaveUp resolves, with the reason, when it never came up, or refuses a setting
 * @property {(graceMs: number) => Promise<void>} stop SIGTERM, then SIGKILL after `graceMs`
 * @property {() => void} kill SIGKILL now; to hurry a stop
 */

/** @param {number | undefined} pid @param {NodeJS.Signals} signal @param {boolean} [group] */
function sendSignal(pid, signal, group = false) {
  if (pid === undefined) return;
  try {
    process.kill(group ? -pid : pid, signal);
  } catch {
    // already gone
  }
}

/** @param {number | null} code @param {NodeJS.Signals | null} signal */
const howItEnded = (code, signal) => signal ?? `mã ${code}`;

/** @param {number} ms */
const seconds = (ms) => (ms / 1000).toLocaleString("vi-VN", { maximumFractionDigits: 1 });

/**
 * Starts a child and starts it again whenever it ends.
 * @param {object} options
 * @param {string} options.name
 * @param {() => import("node:child_process").ChildProcess} options.launch a child that leads its own group
 * @param {(child: import("node:child_process").ChildProcess) => void} options.onLaunch
 * @param {(text: string) => void} options.say
 * @param {boolean} [options.mayFinish] exit code 0 means that its work is done
 * @returns {KeptChild}
 */
export function keepAlive({ name, launch, onLaunch, say, mayFinish = false }) {
  /** @type {import("node:child_process").ChildProcess | null} */
  let child = null;
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  let waitMs = FIRST_WAIT_MS;
  let earlyEnds = 0;
  let settled = false;
  let stopping = false;
  /** @type {(reason: string) => void} */
  let giveUp = () => {};
  const gaveUp = new Promise((/** @type {(reason: string) => void} */ resolve) => (giveUp = resolve));

  const start = () => {
    const startedAt = Date.now();
    const current = launch();
    child = current;
    let over = false;
    const onEnd = (/** @type {number | null} */ code, /** @type {NodeJS.Signals | null} */ signal) => {
      if (over) return;
      over = true;
      child = null;
      sendSignal(current.pid, "SIGKILL", true);
      if (stopping || (mayFinish && code === 0)) return;
      again(howItEnded(code, signal), code, Date.now() - startedAt);
    };
    current.once("exit", onEnd);
    current.once("error", (error) => onEnd(null, /** @type {NodeJS.Signals} */ (error.message)));
    onLaunch(current);
  };

  const again = (
    /** @type {string} */ how,
    /** @type {number | null} */ code,
    /** @type {number} */ livedMs,
  ) => {
    if (code === REFUSED) return giveUp(how);
    if (!settled) {
      earlyEnds += 1;
      if (earlyEnds >= MAX_EARLY_ENDS) return giveUp(how);
    }
    if (livedMs >= STEADY_MS) waitMs = FIRST_WAIT_MS;
    say(
      `${name} đã dừng (${how}), chạy lại sau ${seconds(waitMs)} giây. · ${name} ended, starting it again.`,
    );
    timer = setTimeout(start, waitMs);
    waitMs = Math.min(waitMs * 2, LAST_WAIT_MS);
  };

  start();
  return {
    name,
    gaveUp,
    pid: () => child?.pid ?? null,
    settle: () => {
      settled = true;
    },
    kill: () => sendSignal(child?.pid, "SIGKILL", true),
    async stop(graceMs) {
      stopping = true;
      clearTimeout(timer);
      const current = child;
      if (current === null) return;
      const ended = new Promise((resolve) => current.once("exit", resolve));
      sendSignal(current.pid, "SIGTERM");
      const deadline = setTimeout(() => {
        say(`${name} không dừng kịp, buộc dừng. · ${name} did not stop in time: killed.`);
        sendSignal(current.pid, "SIGKILL", true);
      }, graceMs);
      await ended;
      clearTimeout(deadline);
    },
  };
}
