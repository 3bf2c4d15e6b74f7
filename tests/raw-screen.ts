import { once } from "node:events";
import { connect, type Socket } from "node:net";

const OPENING = [
  "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1",
  "upgrade: websocket",
  "connection: Upgrade",
  "sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==",
  "sec-websocket-version: 13",
];

/** A screen of bare bytes, which reads only when it is told to. */
export type RawScreen = { socket: Socket; heard: () => string; say: (packet: string) => void };

/** Connects and is let in; reads on until `stopReading`. */
export async function openRawScreen(port: number, cookie: string): Promise<RawScreen> {
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => undefined);
  let text = "";
  socket.on("data", (chunk) => (text = (text + chunk.toString("latin1")).slice(-4_000)));
  await once(socket, "connect");
  const say = (packet: string): void => void socket.write(textFrame(packet));
  socket.write(`${OPENING.join("\r\n")}\r\nhost: 127.0.0.1:${port}\r\ncookie: ${cookie}\r\n\r\n`);
  await heardOn(socket, () => text.includes("pingInterval"));
  say("40");
  await heardOn(socket, () => /40\{"sid"/.test(text));
  return { socket, heard: () => text, say };
}

/** Resolves when what was heard so far is enough. */
export async function heardOn(socket: Socket, isEnough: () => boolean): Promise<void> {
  while (!isEnough()) {
    if (socket.destroyed) throw new Error("the line is gone");
    await new Promise<void>((resolve) => {
      const on = (): void => {
        socket.off("data", on).off("close", on);
        resolve();
      };
      socket.on("data", on).on("close", on);
    });
  }
}

/** One short text in a frame as clients send it; a mask of zeros leaves it as it is. */
function textFrame(text: string): Buffer {
  const payload = Buffer.from(text);
  const length =
    payload.length < 126
      ? Buffer.from([0x80 | payload.length])
      : Buffer.from([0xfe, payload.length >> 8, payload.length & 0xff]);
  return Buffer.concat([Buffer.from([0x81]), length, Buffer.alloc(4), payload]);
}
