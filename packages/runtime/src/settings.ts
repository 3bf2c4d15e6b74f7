import { isIP } from "node:net";
import { ROLES } from "@nhip/contracts";
import { z } from "zod";

const port = (fallback: number) => z.coerce.number().int().min(0).max(65_535).default(fallback);
const count = (fallback: number, max: number) => z.coerce.number().int().min(1).max(max).default(fallback);

/** Words with commas between them. */
const words = z.string().transform((text) =>
  text
    .split(",")
    .map((word) => word.trim())
    .filter((word) => word !== ""),
);
const isNetwork = (text: string): boolean => {
  const [address = "", bits, ...rest] = text.split("/");
  const most = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  return (
    rest.length === 0 && (bits === undefined ? most > 0 : /^\d{1,3}$/.test(bits) && Number(bits) <= most)
  );
};
/** Secrets pass there: over TLS, or to this machine. */
const isSafeIssuer = (text: string): boolean =>
  text.startsWith("https:") || /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])([:/]|$)/.test(text);

/** Every setting of every process, parsed once at start. `.env.example` explains each; a test compares the two. */
export const Settings = z.object({
  PORT: port(3000),
  INGEST_PORT: port(3001),
  /** Where both servers listen. */
  HOST: z.string().min(1).default("127.0.0.1"),
  REDIS_URL: z
    .string()
    .regex(/^(rediss?|unix|redis\+cluster):\/\//)
    .default("redis://127.0.0.1:6379"),
  DATA_DIR: z.string().min(1).default(".data"),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
  /** A store that evicts keys or keeps nothing on disk loses figures; start-up refuses it unless this is `1`. */
  ALLOW_UNSAFE_REDIS: z.enum(["0", "1"]).default("0"),
  /** The log stays in Redis for so many days, then moves to compressed files under `DATA_DIR`; 0 keeps it whole. */
  LOG_KEEP_DAYS: z.coerce.number().int().min(0).max(36_500).default(0),
  /** Working hours of silence after which a source that usually sends raises an alarm; 0: never. */
  SILENT_AFTER_HOURS: z.coerce.number().min(0).max(80).default(4),
  /** Where people reach the dashboard: links in mails and webhooks begin with it. */
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).default("http://localhost:3000"),
  /** The server that takes mail, `smtp://user:secret@host:587` or `smtps://…`; without it no mail is sent. */
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//)
    .optional(),
  MAIL_FROM: z.string().min(3).max(200).default("Nhịp Phường <nhip-phuong@localhost>"),
  /** Requests to the dashboard's API a minute: from one address, by one account or key, and those that change something. */
  REQUESTS_PER_MINUTE_ADDRESS: count(3_000, 10_000_000),
  REQUESTS_PER_MINUTE: count(1_200, 10_000_000),
  WRITES_PER_MINUTE: count(300, 10_000_000),
  /** Proxies whose `X-Forwarded-For` is believed: addresses and networks. */
  TRUSTED_PROXIES: words.pipe(z.array(z.string().refine(isNetwork, "an address or a network"))).default([]),
  /** Roles that may do nothing before they have set up a second factor. */
  SECOND_FACTOR_FOR: words.pipe(z.array(z.enum(ROLES))).default([]),
  /** The province's single sign-on (OpenID Connect); off without an issuer and a client id. */
  OIDC_ISSUER: z.url().refine(isSafeIssuer, "https://…").optional(),
  OIDC_CLIENT_ID: z.string().min(1).max(200).optional(),
  OIDC_CLIENT_SECRET: z.string().min(1).max(500).optional(),
  OIDC_LABEL: z.string().min(1).max(60).default("Đăng nhập một lần của tỉnh"),
  QUEUE_SHARDS: count(4, 64),
  WORKER_CONCURRENCY: count(4, 64),
  MAX_QUEUE_JOBS: count(2_000, 1_000_000),
  MAX_BODY_BYTES: count(16_777_216, 1_073_741_824),
});
export type Settings = z.infer<typeof Settings>;

/** Settings from an environment, or the list of all that is wrong with it. Empty strings count as unset. */
export function parseSettings(
  env: Record<string, string | undefined>,
): { ok: true; settings: Settings } | { ok: false; faults: string[] } {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ""),
  );
  const result = Settings.safeParse(given);
  if (result.success) return { ok: true, settings: result.data };
  return {
    ok: false,
    faults: result.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`),
  };
}
