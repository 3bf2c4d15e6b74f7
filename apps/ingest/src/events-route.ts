import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";
import { Hono, type Context } from "hono";
import { AppError, errorMessage, type Locale } from "@nhip/contracts";
import type { AppEnv } from "./app-env.ts";
import { binaryEvent } from "./binary-event.ts";
import { bodyKindOf, isPacked } from "./body-kind.ts";
import type { ReadBody } from "./body-reader.ts";
import type { Admit } from "./key-guard.ts";
import { jsonOf, linesOf, refusalMessage, type Line, type Refused, type Sorted } from "@nhip/intake";
import type { IngestMetrics } from "./metrics.ts";
import type { TakeEvents } from "./take-events.ts";

/** The store's share of a request: whatever it does, the answer is there within 2 s of the last byte (pitfall Q5). */
const STORE_MS = 1_400;

export type EventsRouteDeps = {
  /** Throws AppError while nothing can be taken: `store-away`, `too-busy`. */
  gate: () => void;
  admit: Admit;
  readBody: ReadBody;
  maxBytes: number;
  takeEvents: TakeEvents;
  metrics: IngestMetrics;
  now: () => number;
};

/** `POST /v1/events`. */
export function eventsRoute(deps: EventsRouteDeps) {
  return new Hono<AppEnv>().post("/v1/events", async (c) => {
    const began = deps.now();
    deps.gate();
    const key = await deps.admit(c.req.header("authorization"));
    const storeMs = STORE_MS - (deps.now() - began);

    const kind = bodyKindOf((name) => c.req.header(name));
    const packed = isPacked(c.req.header("content-encoding"));
    if (kind === undefined || packed === undefined) throw new AppError("unsupported-media-type");
    if (Number(c.req.header("content-length") ?? 0) > deps.maxBytes) throw new AppError("too-large");

    const body = await deps.readBody(bodyOf(c), packed);
    try {
      c.get("noted").bytes = body.bytes.length;
      const lines: Line[] =
        kind === "binary"
          ? [{ readable: true, value: binaryEvent((name) => c.req.header(name), jsonOf(body.bytes)) }]
          : linesOf(kind, body.bytes);
      return answer(c, await deps.takeEvents(lines, key, storeMs), lines.length, deps.metrics);
    } finally {
      body.release();
    }
  });
}

function answer(c: Context<AppEnv>, sorted: Sorted, sent: number, metrics: IngestMetrics): Response {
  const { accepted, refused, dropped } = sorted;
  metrics.taken(accepted);
  for (const { fault } of refused) metrics.refused(fault.code);
  Object.assign(c.get("noted"), { accepted, rejected: refused.length });
  const locale = c.get("locale");
  const body = { accepted, rejected: refused.map((one) => shown(one, locale)), dropped };
  if (accepted > 0 || sent === 0) return c.json(body, 202);
  const code = "nothing-valid";
  return c.json({ ...body, code, message: errorMessage(code, locale), requestId: c.get("requestId") }, 422);
}

function shown({ index, id, fault }: Refused, locale: Locale) {
  return { index, id, path: fault.path, code: fault.code, message: refusalMessage(index, fault, locale) };
}

/** The server's own stream where there is one: the web stream on top of it costs more than the events in it. */
function bodyOf(c: Context<AppEnv>): Readable {
  const incoming = c.env?.incoming;
  if (incoming instanceof Readable) return incoming;
  const { body } = c.req.raw;
  return body ? Readable.fromWeb(asNodeStream(body)) : Readable.from([]);
}

/** Node's own type of web stream and the browser's describe the same object. */
function asNodeStream(body: globalThis.ReadableStream): ReadableStream {
  return body as ReadableStream;
}
