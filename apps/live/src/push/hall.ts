import type { WardModel } from "../model/ward-model.ts";
import { WardRooms, type RoomSink } from "./rooms.ts";
import { createTicker } from "./ticker.ts";
import type { LiveServer } from "./socket.ts";

/**
 * The rooms of every open ward. Frames that raise the revision are droppable: a client that does not read gets no
 * backlog, and one that missed a frame sees it by the revision. Those that time alone makes have no such mark and are
 * few, so they are delivered.
 */
export function createHall(io: LiveServer, deps: { now: () => number; onError: (error: Error) => void }) {
  const wards = new Map<string, WardRooms>();
  const sink: RoomSink = {
    delta: (room, frame) => {
      const to = frame.from === frame.rev ? io.to(room) : io.to(room).volatile;
      to.emit("kpi:delta", frame);
    },
    snapshot: (room, frame) => io.to(room).emit("kpi:snapshot", frame),
  };

  return {
    roomsOf(model: WardModel): WardRooms {
      let rooms = wards.get(model.ward);
      if (!rooms) {
        rooms = new WardRooms({ model, sink, ...deps });
        wards.set(model.ward, rooms);
        const tick = createTicker(
          model.ward,
          (frame) => io.to(`ward|${model.ward}`).volatile.emit("ticker", frame),
          deps.now,
        );
        model.onNews((news) => {
          if (news.kind === "applied") tick(news.change.ticker);
        });
      }
      return rooms;
    },

    /** Seats taken, in all rooms of all wards. */
    seats(): number {
      return [...wards.values()].reduce((sum, rooms) => sum + rooms.seats(), 0);
    },

    close(): void {
      for (const rooms of wards.values()) rooms.close();
    },
  };
}
export type Hall = ReturnType<typeof createHall>;
