import { openLog } from "./log-file.mjs";

const MAX_LINE = 16_384;
const SHOWN_CHARS = 300;
const WARN = 40;
/** At most so many echoed lines a window, so that a loop of errors does not drown the summary. */
const BURST = 6;
const WINDOW_MS = 10_000;

/**
 * @typedef {object} ChildLog
 * @property {(child: import("node:child_process").ChildProcess) => void} attach
 * @property {() => string[]} lastLines the end of what was written, for a last word
 */

/** What of a line belongs on the console: warnings and errors of a JSON log, and plain words on stderr.
 * @param {string} line @param {boolean} isError @returns {string | null} */
export function wordsOf(line, isError) {
  if (!line.startsWith("{")) return isError && line.trim() !== "" ? line : null;
  try {
    const entry = JSON.parse(line);
    if (typeof entry.level !== "number" || entry.level < WARN) return null;
    const cause = entry.err?.message ?? entry.err?.code;
    return [entry.msg, cause].filter(Boolean).join(": ") || line;
  } catch {
    return isError ? line : null;
  }
}

/**
 * Writes what a child says to its log file, and echoes what a person should see.
 * @param {{name: string, file: string, say: (text: string) => void, echoAll?: boolean}} options
 * @returns {ChildLog}
 */
export function childLog({ name, file, say, echoAll = false }) {
  const write = openLog(file);
  /** @type {string[]} */
  let recent = [];
  let windowStart = 0;
  let shown = 0;

  const echo = (/** @type {string} */ words) => {
    const now = Date.now();
    if (now - windowStart > WINDOW_MS) {
      windowStart = now;
      shown = 0;
    }
    shown += 1;
    if (shown <= BURST) say(`${name}: ${words.slice(0, SHOWN_CHARS)}`);
    else if (shown === BURST + 1) say(`${name}: … xem tiếp trong ${file} · more in the log`);
  };

  const take = (/** @type {string} */ line, /** @type {boolean} */ isError) => {
    write(`${line}\n`);
    recent = [...recent.slice(-9), line];
    const words = wordsOf(line, isError) ?? (echoAll && !line.startsWith("{") ? line.trim() : null);
    if (words) echo(words);
  };

  return {
    attach(child) {
      followLines(child.stdout, (line) => take(line, false));
      followLines(child.stderr, (line) => take(line, true));
    },
    lastLines: () => recent,
  };
}

/** @param {import("node:stream").Readable | null} stream @param {(line: string) => void} onLine */
function followLines(stream, onLine) {
  let rest = "";
  stream?.setEncoding("utf8");
  stream?.on("error", () => {});
  stream?.on("data", (chunk) => {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) onLine(line.slice(0, MAX_LINE));
    if (rest.length > MAX_LINE) {
      onLine(rest.slice(0, MAX_LINE));
      rest = "";
    }
  });
  stream?.on("end", () => {
    if (rest !== "") onLine(rest);
  });
}
