import { existsSync } from "node:fs";
import { isIP } from "node:net";
import { join, resolve } from "node:path";
import { ROOT } from "./root.mjs";
import { Refusal } from "./refusal.mjs";

const ROLES = ["leader", "secretary", "head", "clerk", "admin"];
const LOG_LEVELS = ["trace", "debug", "info", "warn", "error", "fatal", "silent"];

/** @typedef {{host: string, port: number, ingestPort: number, redisUrl: string | null, dataDir: string}} Settings */

/** @param {number} min @param {number} max */
const wholeNumber = (min, max) => (/** @type {string} */ text) =>
  /^\d{1,15}$/.test(text) && Number(text) >= min && Number(text) <= max
    ? null
    : `a whole number from ${min} to ${max}`;

/** @param {string} text */
function redisAddress(text) {
  if (/^unix:\/\/\/./.test(text)) return null;
  const url = URL.canParse(text) ? new URL(text) : null;
  if ((url?.protocol === "redis:" || url?.protocol === "rediss:") && url.hostname !== "") return null;
  return "redis://host:port, rediss://host:port or unix:///path";
}

/** @param {string} text */
const listenAddress = (text) =>
  isIP(text) !== 0 || /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(text) ? null : "an address or host name";

/** @param {string} text */
const logLevel = (text) => (LOG_LEVELS.includes(text) ? null : `one of ${LOG_LEVELS.join(", ")}`);

/** @param {string} text */
const words = (text) =>
  text
    .split(",")
    .map((word) => word.trim())
    .filter((word) => word !== "");

/** @param {string} text */
function isNetwork(text) {
  const [address = "", bits, ...rest] = text.split("/");
  const most = { 4: 32, 6: 128 }[isIP(address)] ?? -1;
  return (
    rest.length === 0 && (bits === undefined ? most > 0 : /^\d{1,3}$/.test(bits) && Number(bits) <= most)
  );
}

/** What each setting must look like; a check returns null or what was expected. */
const CHECKS = {
  PORT: wholeNumber(1, 65_535),
  INGEST_PORT: wholeNumber(1, 65_535),
  HOST: listenAddress,
  REDIS_URL: redisAddress,
  LOG_LEVEL: logLevel,
  PUBLIC_URL: (/** @type {string} */ text) =>
    /^https?:\/\//.test(text) && URL.canParse(text) ? null : "http://host or https://host",
  SMTP_URL: (/** @type {string} */ text) =>
    /^smtps?:\/\//.test(text) && URL.canParse(text) ? null : "smtp://host:port or smtps://host:port",
  TRUSTED_PROXIES: (/** @type {string} */ text) =>
    words(text).every(isNetwork) ? null : "addresses or networks with commas between them, 10.0.0.0/8",
  SECOND_FACTOR_FOR: (/** @type {string} */ text) =>
    words(text).every((word) => ROLES.includes(word)) ? null : `some of ${ROLES.join(", ")}`,
  OIDC_ISSUER: (/** @type {string} */ text) =>
    URL.canParse(text) && /^(https:|http:\/\/(localhost|127\.0\.0\.1|\[::1\])([:/]|$))/.test(text)
      ? null
      : "https://…",
  LOG_KEEP_DAYS: wholeNumber(0, 36_500),
  QUEUE_SHARDS: wholeNumber(1, 64),
  WORKER_CONCURRENCY: wholeNumber(1, 64),
  MAX_QUEUE_JOBS: wholeNumber(1, 10_000_000),
  MAX_BODY_BYTES: wholeNumber(1, 1024 ** 3),
  ALLOW_UNSAFE_REDIS: (/** @type {string} */ text) => (/^[01]$/.test(text) ? null : "0 or 1"),
  SILENT_AFTER_HOURS: (/** @type {string} */ text) =>
    /^\d{1,2}(\.\d{1,3})?$/.test(text) && Number(text) <= 80 ? null : "a number of hours from 0 to 80",
};

/** Reads `.env` beside package.json where there is one; what is already set wins. */
export function loadDotEnv() {
  const file = join(ROOT, ".env");
  if (existsSync(file)) process.loadEnvFile(file);
}

/**
 * Parses the settings that the commands share, and names every bad one at once.
 * @param {NodeJS.ProcessEnv} env an empty value counts as not set
 * @returns {Settings}
 */
export function readSettings(env) {
  const bad = Object.entries(CHECKS).flatMap(([name, check]) => {
    const expected = env[name] ? check(env[name]) : null;
    return expected === null ? [] : [`  ${name}: ${expected}`];
  });
  const port = Number(env.PORT || 3000);
  const ingestPort = Number(env.INGEST_PORT || 3001);
  if (bad.length === 0 && port === ingestPort) bad.push("  PORT, INGEST_PORT: two different ports");
  if (bad.length > 0) {
    const title = "Thiết lập không hợp lệ · These settings are not valid:";
    throw new Refusal([title, ...bad].join("\n"), 2);
  }
  return {
    host: env.HOST || "127.0.0.1",
    port,
    ingestPort,
    redisUrl: env.REDIS_URL || null,
    dataDir: resolve(ROOT, env.DATA_DIR || ".data"),
  };
}

/**
 * The environment for an app: the caller's, with the settings made definite.
 * @param {NodeJS.ProcessEnv} env
 * @param {Settings} settings
 * @param {string} redisUrl
 * @returns {NodeJS.ProcessEnv}
 */
export function appEnvironment(env, settings, redisUrl) {
  const isEmptySetting = ([name, value] = ["", ""]) => value === "" && name in CHECKS;
  const kept = Object.entries(env).filter(([name, value]) => !isEmptySetting([name, value ?? ""]));
  return {
    ...Object.fromEntries(kept),
    HOST: settings.host,
    PORT: String(settings.port),
    INGEST_PORT: String(settings.ingestPort),
    DATA_DIR: settings.dataDir,
    REDIS_URL: redisUrl,
    PUBLIC_URL: env.PUBLIC_URL || `http://localhost:${settings.port}`,
  };
}
