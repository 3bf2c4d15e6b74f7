import { expect, test } from "vitest";
import { openLate } from "./late-wire.ts";
import type { OpenWire, WireEvents } from "./wire.ts";

/** A late wire, and all that was asked of what comes and told by it. */
function setUp(load: (opened: OpenWire) => Promise<OpenWire>) {
  const said: string[] = [];
  const say = (what: string) => (): void => void said.push(what);
  const events: WireEvents = {
    open: say("open"),
    closed: (refusal) => said.push(`closed ${refusal?.code}`),
    snapshot: say("snapshot"),
    delta: say("delta"),
    pulse: say("pulse"),
    ticker: say("ticker"),
    command: say("command"),
  };
  const opened: OpenWire = () => ({
    connect: say("connect"),
    disconnect: say("disconnect"),
    ask: say("ask"),
    leave: say("leave"),
  });
  const fetched = (): Promise<OpenWire> => {
    said.push("load");
    return load(opened);
  };
  return { said, wire: openLate(fetched)(events) };
}
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
const ASKED = { ward: "a", period: "today" };

test("it is fetched once, when it is first connected, and then does what it is told", async () => {
  const { said, wire } = setUp((opened) => Promise.resolve(opened));
  wire.ask(ASKED, (answer) => said.push(`answer ${answer}`));
  wire.leave(ASKED);
  expect(said).toEqual(["answer null"]);
  wire.connect();
  wire.connect();
  await settled();
  expect(said.splice(0)).toEqual(["answer null", "load", "connect"]);
  wire.connect();
  wire.ask(ASKED, () => undefined);
  wire.leave(ASKED);
  wire.disconnect();
  expect(said).toEqual(["connect", "ask", "leave", "disconnect"]);
});

test("what cannot be fetched is a closed line and is tried again; stopped before it came, it connects nothing", async () => {
  let tries = 0;
  const { said, wire } = setUp((opened) =>
    ++tries === 1 ? Promise.reject(new Error("no network")) : Promise.resolve(opened),
  );
  wire.connect();
  await settled();
  expect(said.splice(0)).toEqual(["load", "closed undefined"]);
  wire.connect();
  wire.disconnect();
  await settled();
  expect(said).toEqual(["load"]);
});
