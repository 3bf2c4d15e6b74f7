import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { Hono } from "hono";
import type { AppEnv } from "./app-env.ts";
import { openapiDocument } from "./openapi.ts";

/** The page runs one script of its own and talks to nobody else. Its components carry their styles with them. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

const PAGE = `<!doctype html>
<html lang="vi">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>Nhịp Phường: nhận sự kiện</title>
<script type="module" src="/docs/page.js"></script>
<body style="margin:0">
<rapi-doc spec-url="/openapi.json" load-fonts="false" render-style="view" show-header="false"
  allow-server-selection="false" persist-auth="false" schema-style="table" primary-color="#a31d1d"></rapi-doc>
`;

/** The description of the door, for programs and for people; works without a network. */
export function docsRoutes() {
  const app = new Hono<AppEnv>();
  const document = JSON.stringify(openapiDocument());
  let script: Promise<Uint8Array<ArrayBuffer>> | undefined;

  app.get("/openapi.json", (c) => c.body(document, 200, { "content-type": "application/json" }));
  app.get("/docs", (c) => {
    c.header("content-security-policy", POLICY);
    c.header("x-content-type-options", "nosniff");
    c.header("referrer-policy", "no-referrer");
    return c.html(PAGE);
  });
  app.get("/docs/page.js", async (c) => {
    script ??= readFile(fileURLToPath(import.meta.resolve("rapidoc/dist/rapidoc-min.js"))).then((bytes) =>
      Uint8Array.from(bytes),
    );
    return c.body(await script, 200, {
      "content-type": "text/javascript; charset=utf-8",
      "cache-control": "public, max-age=86400",
    });
  });
  return app;
}
