import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { loggedEvents } from "./counted.ts";
import { openStack, type Stack } from "./stack.ts";
import { post } from "./talk.ts";
import { until } from "./until.ts";

const WARD = "kin-dao";
const NAME = "Nguyễn Văn A";
const PHONE = "0912345678";
const NUMBER = "001099000001";
const HOME = "số nhà 12";
const PERSONAL = [NAME, NAME.normalize("NFD"), encodeURIComponent(NAME), PHONE, NUMBER, HOME, "Văn A"];
let stack: Stack;

beforeAll(async () => {
  stack = await openStack({ wards: [WARD] });
  await stack.part("ingest").stop();
  stack.start("ingest", { env: { LOG_LEVEL: "debug" } });
  await stack.ready("ingest");
});
afterAll(() => stack.close());

const good = (id: string, more: object = {}) => ({
  id,
  type: "dossier.received",
  ward: WARD,
  subject: `H64.38.25-261124-${id}`,
  time: "2026-11-24T08:12:00+07:00",
  ...more,
});

test("F7: personal data in any place of an event, read or refused, are never stored and never logged", async () => {
  const told = `Ông ${NAME}, ${HOME}, ${PHONE}, CCCD ${NUMBER}`;
  const report = { indicator: "thu", period: "2026-11", value: 1 };
  const events = [
    good("1", { data: { citizenName: NAME, phone: PHONE, cccd: NUMBER, address: HOME, [NAME]: NAME } }),
    good("2", { citizen: { name: NAME, phone: PHONE }, data: { unit: told, field: `Bà ${NAME}` } }),
    good("3", { type: "indicator.reported", data: { ...report, note: told } }),
    good("4", {
      type: "figure.claimed",
      data: { kpi: "dossiers.open", period: "2026", value: 1, where: told },
    }),
    good("5", { subject: PHONE }),
    good("6", { id: `nop-${PHONE}` }),
    good("7", { source: PHONE }),
    good("8", { time: NAME }),
    good("9", { type: NAME }),
    good("10", { ward: NAME }),
    good("11", { data: told }),
    good("12", { data: { dueAt: told, verdict: NAME, workingDays: NUMBER } }),
    good("13", { data_base64: NAME }),
  ];
  const lines = [
    ...events.map((event) => JSON.stringify(event)),
    `{"id":"14","note":"${told}","citizenName":"${NAME}`,
  ];
  const answer = await post(stack, lines.join("\n"), { "content-type": "application/x-ndjson" });
  expect(answer.status).toBe(202);
  expect(JSON.stringify(answer.body)).toMatch(/"dropped":\[.*data\.citizenName/);
  const binary = { "ce-id": "b1", "ce-type": "dossier.received", "ce-time": "2026-11-24T08:12:00+07:00" };
  await post(stack, { citizenName: NAME }, { ...binary, "ce-subject": encodeURIComponent(NAME) });
  await post(stack, `${NAME} ${PHONE}`);
  await until("all counted", 10_000, async () => (await stack.queue.depth()) === 0);

  // Everything that Redis was ever told lies in its file as it came; only the ward's log is packed.
  const files = join(dirname(stack.redis.url.slice("unix://".length)), "appendonlydir");
  const written = readdirSync(files).map((name) => readFileSync(join(files, name), "utf8"));
  expect(written.join("")).toContain("H64.38.25-261124-1");
  const packed = JSON.stringify(await loggedEvents(stack, WARD));
  const said = (["ingest", "worker", "live"] as const).map((name) => stack.part(name).output());
  expect(said[0]).toContain('"msg":"request"');
  for (const place of [...written, packed, ...said])
    expect(PERSONAL.filter((one) => place.includes(one))).toEqual([]);
});
