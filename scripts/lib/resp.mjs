import { connect as connectPlain } from "node:net";
import { connect as connectTls } from "node:tls";

const MAX_REPLY = 1_000_000;

const UNIX = "unix://";

/** Where a Redis URL leads, and the words that sign in there. @param {string} url */
function open(url) {
  if (url.startsWith(UNIX)) return { socket: connectPlain({ path: url.slice(UNIX.length) }), signIn: [] };
  const { protocol, hostname, port, username, password } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, "");
  const address = { host, port: Number(port || 6379) };
  const words = ["AUTH", ...(username ? [username] : []), password].map(decodeURIComponent);
  return {
    socket: protocol === "rediss:" ? connectTls({ ...address, servername: host }) : connectPlain(address),
    signIn: password ? [words] : [],
  };
}

/** @param {readonly string[]} args */
const encode = (args) =>
  `*${args.length}\r\n${args.map((arg) => `$${Buffer.byteLength(arg)}\r\n${arg}\r\n`).join("")}`;

/** The first reply in `text` and what follows it, or null where it is not whole yet.
 * @param {string} text
 * @returns {{reply: string, rest: string} | null} */
function firstReply(text) {
  const end = text.indexOf("\r\n");
  if (end < 0) return null;
  const [kind, line, rest] = [text[0], text.slice(1, end), text.slice(end + 2)];
  if (kind !== "$") return { reply: kind === "-" ? `-${line}` : line, rest };
  const length = Number(line);
  if (length < 0) return { reply: "", rest };
  return rest.length < length + 2 ? null : { reply: rest.slice(0, length), rest: rest.slice(length + 2) };
}

/**
 * Sends one command to a Redis on a connection of its own: before `npm ci` there is no client library.
 * @param {string} url redis://, rediss:// or unix://
 * @param {readonly string[]} args
 * @param {number} [timeoutMs]
 * @returns {Promise<string>} the reply as text; an error reply begins with "-"
 */
export function askRedis(url, args, timeoutMs = 2000) {
  return new Promise((resolve, reject) => {
    const { socket, signIn } = open(url);
    const commands = [...signIn, args];
    let text = "";
    let answered = 0;
    const finish = (/** @type {() => void} */ settle) => {
      clearTimeout(timer);
      socket.destroy();
      settle();
    };
    const timer = setTimeout(() => finish(() => reject(new Error("no answer in time"))), timeoutMs);
    socket.on("error", (error) => finish(() => reject(error)));
    socket.on("close", () => finish(() => reject(new Error("connection closed"))));
    socket.on("data", (chunk) => {
      text = (text + chunk.toString("latin1")).slice(0, MAX_REPLY);
      for (let next = firstReply(text); next !== null; next = firstReply(text)) {
        const { reply, rest } = next;
        text = rest;
        answered += 1;
        if (reply.startsWith("-") || answered === commands.length) return finish(() => resolve(reply));
      }
    });
    socket.write(commands.map(encode).join(""));
  });
}

/**
 * How a Redis stands: `ready`, `busy` (there, but loading or refusing), or `absent`.
 * @param {string} url
 * @returns {Promise<"ready" | "busy" | "absent">}
 */
export async function probeRedis(url) {
  try {
    return (await askRedis(url, ["PING"])) === "PONG" ? "ready" : "busy";
  } catch (error) {
    return error instanceof Error && error.message === "no answer in time" ? "busy" : "absent";
  }
}
