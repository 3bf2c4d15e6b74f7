import type { KpiReading, WardSummary } from "@nhip/contracts";
import type { Context, Hono } from "hono";
import { compress } from "hono/compress";
import type { LiveEnv } from "./app.ts";

/** Whoever waits for the document waits no longer than this for what it brings along: the page can ask for that itself. */
const PATIENCE_MS = 400;

/** What the page says first beside the figures and the plan. */
const BESIDES = [
  "/layout",
  "/dossiers?status=overdue",
  "/dossiers?status=due-soon",
  "/duties?period=month",
  "/suspects",
];

/** What is there, by its path under /api/v1. */
type Answers = Record<string, unknown>;

/**
 * The document of the first page brings along what that page would ask for as soon as its program runs, so that its figures
 * are there four round trips earlier on a slow line. Each answer is made by the route that would have been asked, with the
 * same headers: nobody sees here what they may not see there. What is refused or late is left out.
 */
export function addFirstPage(
  app: Hono<LiveEnv>,
  read: (name: string) => string | null,
  policy: string,
): void {
  async function ask<T>(c: Context<LiveEnv>, answers: Answers, path: string): Promise<T | null> {
    const headers = new Headers(c.req.raw.headers);
    // English pages ask themselves: the document does not know what this device prefers.
    headers.set("accept-language", "vi");
    const response = await app.request(`/api/v1${path}`, { headers }, c.env);
    if (!response.ok) return null;
    const body = (await response.json()) as T;
    answers[path] = body;
    return body;
  }

  /** Fills `answers` as they come. */
  async function collect(c: Context<LiveEnv>, answers: Answers): Promise<void> {
    const [session, list] = await Promise.all([
      ask<{ person: object | null }>(c, answers, "/session"),
      ask<{ wards: WardSummary[] }>(c, answers, "/wards"),
    ]);
    const wards = list?.wards ?? [];
    const ward = wards.find(({ id }) => id === c.req.query("ward")) ?? wards[0];
    if (!session?.person || !ward || c.req.query("asOf") !== undefined) return;
    const of = `/wards/${encodeURIComponent(ward.id)}`;
    const period = new URLSearchParams({ period: c.req.query("period") ?? "today" });
    const plan = ask<KpiReading>(c, answers, `${of}/kpis?${period}`).then(
      (reading) => reading && ask(c, answers, `${of}/plan?period=${reading.period.to.slice(0, 4)}`),
    );
    await Promise.all([
      plan,
      ask(c, answers, "/pulse"),
      ...BESIDES.map((path) => ask(c, answers, of + path)),
    ]);
  }

  app.use("/", compress());
  // Open to everybody as all documents are; what it brings along has passed the guard of its own route.
  app.use("/", async (c, next) => {
    const page = read("first-page.html");
    if (page === null) return next();
    const answers: Answers = {};
    await Promise.race([
      collect(c, answers).catch(() => undefined),
      new Promise((wake) => setTimeout(wake, PATIENCE_MS)),
    ]);
    c.header("Content-Security-Policy", policy);
    c.header("Cache-Control", "no-store");
    const json = JSON.stringify(answers).replaceAll("<", "\\u003c");
    return c.html(
      page.replace("</head>", () => `<script type="application/json" id="early">${json}</script></head>`),
    );
  });
}
