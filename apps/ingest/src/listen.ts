import { createServer, type Server } from "node:http";
import { once } from "node:events";
import { getRequestListener } from "@hono/node-server";
import type { Hono } from "hono";
import type { AppEnv } from "./app-env.ts";

/** A sender may take this long over one request, and this long over its headers; both are looked at every 2 s. */
const PATIENCE = { requestMs: 60_000, headersMs: 10_000, lookEveryMs: 2_000 };
/** Requests in hand get this long to end when the process stops. */
const CLOSE_MS = 3_000;

export type Listening = { port: number; stop: () => Promise<void> };

/** Serves the app; resolves once it listens, rejects when the port is taken. `port: 0` takes any. */
export async function listen(
  app: Hono<AppEnv>,
  address: { host: string; port: number },
  { requestMs, headersMs, lookEveryMs } = PATIENCE,
): Promise<Listening> {
  const server = createServer(
    {
      requestTimeout: requestMs,
      headersTimeout: headersMs,
      connectionsCheckingInterval: lookEveryMs,
      keepAliveTimeout: 5_000,
    },
    getRequestListener(app.fetch),
  );
  server.listen(address.port, address.host);
  await once(server, "listening");
  const bound = server.address();
  const port = typeof bound === "object" && bound ? bound.port : address.port;
  return { port, stop: () => close(server) };
}

async function close(server: Server): Promise<void> {
  const closed = once(server, "close");
  server.close();
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), CLOSE_MS);
  await closed;
  clearTimeout(timer);
}
