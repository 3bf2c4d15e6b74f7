import type { Server as HttpServer } from "node:http";
import {
  AppError,
  errorMessage,
  type Caller,
  type ClientToServer,
  type ErrorCode,
  type Pulse,
  type ServerToClient,
  type WatchAnswer,
} from "@nhip/contracts";
import { refusalOf } from "@nhip/domain";
import { Server, type Socket } from "socket.io";
import { z } from "zod";
import type { Access } from "../http/access.ts";
import type { Models } from "../model/models.ts";
import { pulseFor } from "./pulse.ts";
import { roomName } from "./rooms.ts";
import { screenRoom } from "./screen-words.ts";
import type { Hall } from "./hall.ts";

const MAX_WATCHES_A_SOCKET = 8;
/** A revoked key, session or screen is noticed within this and the two seconds that a caller is remembered. */
const RECHECK_EVERY_MS = 2_000;
const MAX_MESSAGE_BYTES = 4_096;
/** Answers are not droppable: a client that keeps asking and reads none of them is cut off at this many. */
const MAX_OWED_ANSWERS = 64;

const WatchRequest = z.object({
  ward: z.string().max(60),
  period: z.string().max(30),
  rev: z.number().optional(),
});

export type LiveServer = Server<ClientToServer, ServerToClient>;
type LiveSocket = Socket<ClientToServer, ServerToClient>;

/** The push server: WebSocket alone, no compression of small frames, same origin alone. */
export function createSocketServer(http: HttpServer): LiveServer {
  return new Server(http, {
    path: "/socket.io",
    transports: ["websocket"],
    perMessageDeflate: false,
    maxHttpBufferSize: MAX_MESSAGE_BYTES,
    serveClient: false,
    pingInterval: 20_000,
    pingTimeout: 20_000,
  });
}

/** Lets clients in and seats them in rooms. */
export function serveSockets(
  io: LiveServer,
  deps: { access: Access; models: Models; hall: Hall; onError: (error: Error) => void },
): void {
  io.use(async (socket, next) => {
    try {
      socket.data = { caller: await deps.access.ofSocket(socket.handshake) };
      next();
    } catch (error) {
      next(refusal(error));
    }
  });
  io.on("connection", (socket) => {
    const caller = callerOn(socket);
    if (caller.kind === "screen") void socket.join(screenRoom(caller.id));
    seat(socket, deps);
  });
  setInterval(() => {
    for (const socket of io.sockets.sockets.values()) void cutIfChanged(socket, deps.access);
  }, RECHECK_EVERY_MS).unref();
}

/** Looks at once whether a screen that is connected here still may be. */
export function recheckScreen(io: LiveServer, access: Access, id: string): void {
  for (const socket of io.sockets.sockets.values()) {
    const caller = callerOn(socket);
    if (caller.kind === "screen" && caller.id === id) void cutIfChanged(socket, access);
  }
}

/**
 * Ends the connection of somebody who was revoked, and of somebody whose role, wards or units have changed: who still may
 * comes back at once as what it is now. A store that is away ends none.
 */
async function cutIfChanged(socket: LiveSocket, access: Access): Promise<void> {
  try {
    const caller = await access.again(socket.handshake, callerOn(socket));
    if (JSON.stringify(caller) === JSON.stringify(callerOn(socket))) return;
    end(socket, "changed-meanwhile");
  } catch (error) {
    if (error instanceof AppError) end(socket, error.code);
  }
}

function end(socket: LiveSocket, code: ErrorCode): void {
  socket.emit("session:ended", { code, message: errorMessage(code) });
  socket.disconnect(true);
}

/** Who is at the other end, as it was let in. */
function callerOn(socket: LiveSocket): Caller {
  const { caller }: { caller?: Caller } = socket.data;
  return caller ?? { kind: "nobody" };
}

/** Sends a pulse to every screen, with what is of those wards alone that it may read. */
export function sendPulse(io: LiveServer, pulse: Pulse): void {
  for (const socket of io.sockets.sockets.values()) {
    socket.volatile.emit("pulse", pulseFor(pulse, callerOn(socket)));
  }
}

/** A refusal as Socket.IO carries it: `err.data.code` tells "denied" from "later". */
function refusal(error: unknown): Error & { data: { code: ErrorCode; message: string } } {
  const code: ErrorCode = error instanceof AppError ? error.code : "store-away";
  const message = errorMessage(code);
  return Object.assign(new Error(message), { data: { code, message } });
}

/** A place in a room; `entered` once the room counts it. */
type Seat = { ward: string; period: string; entered: boolean };

function seat(socket: LiveSocket, { models, hall, onError }: Parameters<typeof serveSockets>[1]): void {
  const seats = new Map<string, Seat>();

  const watch = async (request: unknown): Promise<WatchAnswer> => {
    const parsed = WatchRequest.safeParse(request);
    if (!parsed.success) throw new AppError("invalid-value");
    const { ward, period } = parsed.data;
    const refusal = refusalOf(callerOn(socket), "socket watch", { ward });
    if (refusal) throw new AppError(refusal);
    const name = roomName(ward, period);
    const had = seats.get(name);
    if (!had && seats.size >= MAX_WATCHES_A_SOCKET) throw new AppError("rate-limited");
    // Taken before anything is waited for, so that a burst of requests meets the limit too.
    const mine: Seat = had ?? { ward, period, entered: false };
    seats.set(name, mine);
    try {
      const rooms = hall.roomsOf(await models.of(ward));
      if (!rooms.mayEnter(period)) throw new AppError("too-busy");
      const snapshot = await rooms.enter(period);
      const stays = socket.connected && seats.get(name) === mine;
      if (!stays || mine.entered) rooms.leave(period);
      if (stays) {
        mine.entered = true;
        await socket.join([name, `ward|${ward}`]);
      }
      return { ok: true, snapshot };
    } catch (error) {
      if (!mine.entered && seats.get(name) === mine) seats.delete(name);
      throw error;
    }
  };

  let pending = 0;
  let unread = 0;
  // The line takes more only when what it had was read.
  socket.conn.on("drain", () => (unread = 0));

  socket.on("watch", (request, answer) => {
    if (typeof answer !== "function") return;
    // An orderly end would wait for the client to read what is under way.
    if (pending + unread >= MAX_OWED_ANSWERS) return socket.conn.close(true);
    const give = (result: WatchAnswer): void => {
      pending -= 1;
      unread += 1;
      answer(result);
    };
    pending += 1;
    watch(request).then(give, (error: unknown) => {
      if (!(error instanceof AppError)) onError(error instanceof Error ? error : new Error(String(error)));
      const { code, message } = refusal(error).data;
      give({ ok: false, code, message });
    });
  });

  const leave = (name: string): void => {
    const at = seats.get(name);
    if (!at) return;
    seats.delete(name);
    // One that is still on its way in finds its seat gone, and leaves by itself.
    if (!at.entered) return;
    void models.of(at.ward).then(
      (model) => hall.roomsOf(model).leave(at.period),
      () => undefined,
    );
  };
  socket.on("unwatch", (request) => {
    const parsed = WatchRequest.safeParse(request);
    if (!parsed.success) return;
    const { ward, period } = parsed.data;
    const name = roomName(ward, period);
    leave(name);
    void socket.leave(name);
    if (![...seats.values()].some((one) => one.ward === ward)) void socket.leave(`ward|${ward}`);
  });
  socket.on("disconnect", () => {
    for (const name of seats.keys()) leave(name);
  });
}
