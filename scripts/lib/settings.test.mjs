import { join } from "node:path";
import { expect, it } from "vitest";
import { ROOT } from "./root.mjs";
import { appEnvironment, readSettings } from "./settings.mjs";

it("fills in what is not set, empty counting as not set", () => {
  expect(readSettings({ REDIS_URL: "", PORT: "" })).toEqual({
    host: "127.0.0.1",
    port: 3000,
    ingestPort: 3001,
    redisUrl: null,
    dataDir: join(ROOT, ".data"),
  });
});

it("names every bad setting at once, with exit code 2", () => {
  const env = { PORT: "80a", INGEST_PORT: "70000", REDIS_URL: "http://x", PUBLIC_URL: "nhip" };
  const names = /PORT: [^]*INGEST_PORT: [^]*REDIS_URL: [^]*PUBLIC_URL: /;
  expect(() => readSettings(env)).toThrow(
    expect.objectContaining({ exitCode: 2, message: expect.stringMatching(names) }),
  );
});

it("wants two different ports", () => {
  expect(() => readSettings({ PORT: "3001" })).toThrow(/PORT, INGEST_PORT/);
});

it.each(["redis://:secret@10.0.0.5:6379", "rediss://cache", "unix:///srv/nhịp phường/redis.sock"])(
  "takes %s",
  (url) => {
    expect(readSettings({ REDIS_URL: url }).redisUrl).toBe(url);
  },
);

it("gives the apps definite settings and no empty ones", () => {
  const env = appEnvironment(
    { LOG_LEVEL: "", HOME: "/root" },
    readSettings({ PORT: "4000" }),
    "unix:///r.sock",
  );
  expect(env).toMatchObject({
    HOME: "/root",
    PORT: "4000",
    INGEST_PORT: "3001",
    REDIS_URL: "unix:///r.sock",
    PUBLIC_URL: "http://localhost:4000",
  });
  expect(env).not.toHaveProperty("LOG_LEVEL");
});
