import type { ClientToServer, ErrorCode, Refusal, ServerToClient } from "@nhip/contracts";
import { io, type Socket } from "socket.io-client";
import { FINAL_CODES, type OpenWire } from "./wire.ts";

const ANSWER_MS = 8_000;

/** The reason in a connect error, from its `data` or, failing that, its message. */
function refusalOf(error: Error & { data?: unknown }): Refusal | null {
  const data = typeof error.data === "object" && error.data !== null ? error.data : {};
  const said = "code" in data ? data.code : error.message;
  const code = FINAL_CODES.find((known: ErrorCode) => known === said);
  const message = "message" in data && typeof data.message === "string" ? data.message : error.message;
  return code === undefined ? null : { ok: false, code, message };
}

/**
 * Socket.IO over WebSocket alone. Reconnection is ours, so that a refusal and a lost line are told apart (pitfall S6).
 * `server` is the page's own unless given: `http://127.0.0.1:3000`, for a screen without a page.
 */
export function openSocketWire(token: () => string | null, server?: string): OpenWire {
  return (events) => {
    const options = {
      path: "/socket.io",
      transports: ["websocket"],
      autoConnect: false,
      reconnection: false,
      timeout: ANSWER_MS,
      auth: (give: (data: object) => void) => give({ token: token() ?? undefined }),
    };
    const socket: Socket<ServerToClient, ClientToServer> =
      server === undefined ? io(options) : io(server, options);
    let ended: Refusal | null = null;
    socket.on("connect", () => {
      ended = null;
      events.open();
    });
    socket.on("connect_error", (error) => events.closed(refusalOf(error)));
    socket.on("disconnect", (reason) => {
      if (reason !== "io client disconnect") events.closed(ended);
    });
    socket.on("session:ended", ({ code, message }) => {
      ended = FINAL_CODES.includes(code) ? { ok: false, code, message } : null;
      if (ended !== null) socket.disconnect();
      if (ended !== null) events.closed(ended);
    });
    socket.on("kpi:snapshot", events.snapshot);
    socket.on("kpi:delta", events.delta);
    socket.on("pulse", events.pulse);
    socket.on("ticker", events.ticker);
    socket.on("screen:command", events.command);
    return {
      connect: () => void socket.connect(),
      disconnect: () => void socket.disconnect(),
      ask: (request, answer) =>
        socket.timeout(ANSWER_MS).emit("watch", request, (error, result) => answer(error ? null : result)),
      leave: (request) => void (socket.connected && socket.emit("unwatch", request)),
    };
  };
}
