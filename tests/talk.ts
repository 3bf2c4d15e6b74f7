import type { KpiReading } from "@nhip/contracts";
import { fetchAs } from "./sign-in.ts";
import type { Stack } from "./stack.ts";

/** More than any honest answer takes; a call that reaches it hung. */
const HUNG_MS = 20_000;

export type Answer = {
  /** 0 where nobody answered (the process was gone). */
  status: number;
  retryAfter: string | null;
  ms: number;
  body: {
    accepted?: number;
    rejected?: { index: number; path: string; code: string; message: string }[];
    code?: string;
  };
};

type Door = Pick<Stack, "ingestUrl" | "key">;

/** Posts one event or an array; a text goes as it is, with its own headers. Rejects only when the answer hangs. */
export async function post(
  { ingestUrl, key }: Door,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const began = Date.now();
  try {
    const response = await fetch(`${ingestUrl}/v1/events`, {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json", ...headers },
      body: typeof body === "string" ? body : JSON.stringify(body),
      signal: AbortSignal.timeout(HUNG_MS),
    });
    const text = await response.text();
    const { status } = response;
    return {
      status,
      retryAfter: response.headers.get("retry-after"),
      ms: Date.now() - began,
      body: JSON.parse(text),
    };
  } catch (error) {
    if (error instanceof Error && error.name === "TimeoutError")
      throw new Error("a post hung", { cause: error });
    return { status: 0, retryAfter: null, ms: Date.now() - began, body: {} };
  }
}

/** A fresh GET of a ward's KPIs. */
export async function readKpis(
  { liveUrl }: Pick<Stack, "liveUrl">,
  ward: string,
  period: string,
): Promise<KpiReading> {
  const url = `${liveUrl}/api/v1/wards/${ward}/kpis?period=${period}`;
  const response = await fetchAs(url, { signal: AbortSignal.timeout(HUNG_MS) });
  if (!response.ok) throw new Error(`GET ${url}: ${response.status} ${await response.text()}`);
  return (await response.json()) as KpiReading;
}

/** The value of one KPI in a reading. */
export function figure(reading: KpiReading, id: string): number | null | undefined {
  return reading.kpis.find((kpi) => kpi.id === id)?.value;
}
