import { connect, type Socket } from "node:net";
import { once } from "node:events";

const HEAD_END = Buffer.from("\r\n\r\n");
const TIMEOUT_MS = 30_000;

/** Where posts go and by which key. */
export type Door = { port: number; key: string };

/** One whole HTTP request, made before the clock runs. */
export function postRequest({ port, key }: Door, body: string): Buffer {
  const head = [
    "POST /v1/events HTTP/1.1",
    `host: 127.0.0.1:${port}`,
    `authorization: Bearer ${key}`,
    "content-type: application/json",
    `content-length: ${Buffer.byteLength(body)}`,
  ];
  return Buffer.from(`${head.join("\r\n")}\r\n\r\n${body}`);
}

type Waiting = { resolve: (status: number) => void; reject: (error: Error) => void };

/**
 * One keep-alive connection with one request under way. It reads status and length of the answer and nothing else: a
 * full HTTP client would take as much of two cores as the server that is measured.
 */
export class PostLine {
  readonly #socket: Socket;
  #received: Buffer = Buffer.alloc(0);
  #waiting: Waiting | undefined;

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.setTimeout(TIMEOUT_MS, () => socket.destroy(new Error(`no answer in ${TIMEOUT_MS} ms`)));
    socket.on("data", (chunk: Buffer) => this.#take(chunk));
    socket.on("error", (error) => this.#fail(error));
    socket.on("close", () => this.#fail(new Error("connection closed")));
  }

  static async open(port: number): Promise<PostLine> {
    const socket = connect(port, "127.0.0.1");
    await once(socket, "connect");
    return new PostLine(socket);
  }

  /** Sends a request; resolves to the status of its answer. */
  send(request: Buffer): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.#socket.write(request);
    });
  }

  close(): void {
    this.#waiting = undefined;
    this.#socket.destroy();
  }

  #take(chunk: Buffer): void {
    this.#received = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk]);
    const headEnd = this.#received.indexOf(HEAD_END);
    if (headEnd < 0) return;
    const head = this.#received.toString("latin1", 0, headEnd);
    const [, length] = /\r\ncontent-length: *(\d+)/i.exec(head) ?? [];
    if (length === undefined) return this.#fail(new Error("answer without a length"));
    if (this.#received.length < headEnd + HEAD_END.length + Number(length)) return;
    this.#received = Buffer.alloc(0);
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.resolve(Number(head.slice(9, 12)));
  }

  #fail(error: Error): void {
    this.#waiting?.reject(error);
    this.#waiting = undefined;
  }
}
