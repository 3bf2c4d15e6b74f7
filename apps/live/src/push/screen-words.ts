import type { Changes, Keys, ScreenWord } from "@nhip/backbone";
import type { LiveServer } from "./socket.ts";

/** The room of one wall display: whatever server it is connected to hears what it is told. */
export function screenRoom(id: string): string {
  return `screen|${id}`;
}

/** Hands on what screens are told, by whichever server it was said; `recheck` looks at once whether a screen still may. */
export function serveScreenWords(
  io: LiveServer,
  deps: { changes: Changes; keys: Keys; recheck: (id: string) => void },
): void {
  deps.changes.hear(deps.keys.screenCommands, (message) => {
    const word = parse(message);
    if (word === null) return;
    if (word.command === null) deps.recheck(word.id);
    else io.to(screenRoom(word.id)).emit("screen:command", word.command);
  });
}

/** Guarantee: only our own servers publish on this channel. */
function parse(message: string): ScreenWord | null {
  try {
    return JSON.parse(message) as ScreenWord;
  } catch {
    return null;
  }
}
