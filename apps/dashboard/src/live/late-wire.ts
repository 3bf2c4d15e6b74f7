import type { OpenWire, Wire } from "./wire.ts";

/** A wire whose program is fetched when it is first connected: what came with the document is on screen before. */
export function openLate(load: () => Promise<OpenWire>): OpenWire {
  return (events) => {
    let wire: Wire | null = null;
    let wanted = false;
    let loading = false;

    async function fetchIt(): Promise<void> {
      loading = true;
      try {
        wire = (await load())(events);
        if (wanted) wire.connect();
      } catch {
        // As a line that could not be opened: tried again, later and later.
        if (wanted) events.closed(null);
      } finally {
        loading = false;
      }
    }
    return {
      connect() {
        wanted = true;
        if (wire !== null) wire.connect();
        else if (!loading) void fetchIt();
      },
      disconnect() {
        wanted = false;
        wire?.disconnect();
      },
      ask: (request, answer) => (wire === null ? answer(null) : wire.ask(request, answer)),
      leave: (request) => wire?.leave(request),
    };
  };
}
