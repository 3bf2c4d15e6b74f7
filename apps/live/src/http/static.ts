import { serveStatic } from "@hono/node-server/serve-static";
import type { Hono } from "hono";
import { compress } from "hono/compress";
import type { LiveEnv } from "./app.ts";
import { readDocument } from "./document.ts";
import { addFirstPage } from "./first-page.ts";

const POLICY = [
  "default-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "connect-src 'self' ws: wss:",
  "frame-ancestors 'none'",
  "base-uri 'self'",
  "form-action 'self'",
].join("; ");

const NOT_BUILT =
  "Màn hình chưa được dựng: chạy `npm run build`, hoặc `npm start`. (The dashboard is not built.)\n";

/** Serves the built dashboard: named assets for a year, every page as the one document, never from a cache. `version`: which build it is. */
export function addStatic(app: Hono<LiveEnv>, dir: string, version: string): void {
  const read = (name: string): string | null => readDocument(dir, name, version);
  app.use("/assets/*", async (c, next) => {
    await next();
    if (c.res.ok) c.header("Cache-Control", "public, max-age=31536000, immutable");
  });
  // The secretary's page without a network: its worker is always the newest, and may look after that page alone.
  app.use("/sw.js", async (c, next) => {
    await next();
    c.header("Cache-Control", "no-cache");
    c.header("Service-Worker-Allowed", "/chi-bo");
    // What a worker may fetch is told with itself.
    c.header("Content-Security-Policy", "default-src 'none'; connect-src 'self'; frame-ancestors 'none'");
  });
  // Asked for by the version of the server.
  app.use("/public-page.css", compress());
  app.use("/public-page.css", async (c, next) => {
    await next();
    if (c.res.ok) c.header("Cache-Control", "public, max-age=86400");
  });
  app.use("/chi-bo.webmanifest", async (c, next) => {
    await next();
    if (c.res.ok) c.header("Content-Type", "application/manifest+json");
  });
  addFirstPage(app, read, POLICY);
  // No document is ever served as a file: it would come without its policy.
  const files = serveStatic<LiveEnv>({
    root: dir,
    // Packed once by the build, smaller than could be done while somebody waits.
    precompressed: true,
    rewriteRequestPath: (path) => (path === "/" ? "/-" : path),
  });
  app.use("*", (c, next) => (c.req.path.endsWith(".html") ? next() : files(c, next)));
  app.get("*", (c, next) => {
    if (!(c.req.header("accept") ?? "*/*").match(/text\/html|\*\/\*/) || isFile(c.req.path)) return next();
    const page = read("index.html");
    if (page === null) return Promise.resolve(c.text(NOT_BUILT, 503));
    c.header("Content-Security-Policy", POLICY);
    c.header("Cache-Control", "no-cache");
    return Promise.resolve(c.html(page));
  });
}

function isFile(path: string): boolean {
  return !path.endsWith(".html") && /\.\w+$/.test(path);
}
