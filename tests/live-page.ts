import type { CDPSession, Page, WebSocketRoute } from "playwright-core";

/** What a page holds in memory once the rubbish is gone. */
export type Held = { heapBytes: number; canvases: number; listeners: number };

/** Reads what a page holds, after a collection. */
export async function heldBy(page: Page): Promise<Held> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Performance.enable");
  // A second one takes what the first has let go of.
  await cdp.send("HeapProfiler.collectGarbage");
  await cdp.send("HeapProfiler.collectGarbage");
  const { metrics } = await cdp.send("Performance.getMetrics");
  const of = (name: string): number => metrics.find((one) => one.name === name)?.value ?? Number.NaN;
  const held = {
    heapBytes: of("JSHeapUsedSize"),
    listeners: of("JSEventListeners"),
    canvases: await countOf(cdp, "HTMLCanvasElement"),
  };
  await cdp.detach();
  return held;
}

/** How many objects of a class live in a page, in its document or not. */
async function countOf(cdp: CDPSession, name: string): Promise<number> {
  const { result } = await cdp.send("Runtime.evaluate", { expression: `${name}.prototype` });
  const { objects } = await cdp.send("Runtime.queryObjects", { prototypeObjectId: result.objectId ?? "" });
  const counted = await cdp.send("Runtime.callFunctionOn", {
    functionDeclaration: "function () { return this.length }",
    objectId: objects.objectId ?? "",
  });
  await cdp.send("Runtime.releaseObject", { objectId: objects.objectId ?? "" });
  return Number(counted.result.value);
}

/** Frames of Socket.IO are text that begins so. */
const EVENT = "42";

/** Stands between a page and its server: sees what is asked, and can say what a busy server would. */
export type Between = {
  /** Names of the events that the page sent, with acknowledgement ids taken off. */
  asked: string[];
  /** The last pulse of the real server, as it came. */
  pulse: () => string | null;
  say: (event: string, data: unknown) => void;
  sayAgain: (frame: string) => void;
};

/** Puts itself between a page and its server's socket; before the page is opened. */
export async function standBetween(page: Page): Promise<Between> {
  let socket: WebSocketRoute | null = null;
  let pulse: string | null = null;
  const asked: string[] = [];
  await page.routeWebSocket(/\/socket\.io\//, (route) => {
    const server = route.connectToServer();
    socket = route;
    route.onMessage((frame) => {
      const event = /^42\d*\["([\w:-]+)"/.exec(String(frame))?.[1];
      if (event !== undefined) asked.push(event);
      server.send(frame);
    });
    server.onMessage((frame) => {
      if (String(frame).startsWith(`${EVENT}["pulse"`)) pulse = String(frame);
      route.send(frame);
    });
  });
  return {
    asked,
    pulse: () => pulse,
    say: (event, data) => socket?.send(`${EVENT}${JSON.stringify([event, data])}`),
    sayAgain: (frame) => socket?.send(frame),
  };
}
