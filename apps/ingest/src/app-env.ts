import type { HttpBindings } from "@hono/node-server";
import type { Locale } from "@nhip/contracts";

/** What one request is told about in the log. */
export type Noted = { bytes: number; accepted: number; rejected: number };

export type AppEnv = {
  /** Absent where a test asks the app without a server. */
  Bindings: Partial<HttpBindings>;
  Variables: { requestId: string; locale: Locale; noted: Noted };
};
