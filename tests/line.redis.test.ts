import { CloudEvent, HTTP } from "cloudevents";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expectExact } from "./exact.ts";
import { openStack, type Stack } from "./stack.ts";
import { story } from "./story.ts";
import { figure, post, readKpis } from "./talk.ts";
import { until } from "./until.ts";

const WARDS = ["sai-gio", "bi-cat", "may-mot-cua"] as const;
let stack: Stack;

beforeAll(async () => {
  stack = await openStack({ wards: WARDS });
});
afterAll(() => stack.close());

const counted = (): Promise<number> =>
  until("all counted", 10_000, async () => (await stack.queue.depth()) === 0);

test.each([
  {
    ward: WARDS[0],
    say: "a time that is none",
    spoil: (line: string) => line.replace(/"time":"[^"]*"/, '"time":"hôm qua"'),
    path: "time",
    code: "invalid-time",
  },
  {
    ward: WARDS[1],
    say: "a line that is cut",
    spoil: (line: string) => line.slice(0, -9),
    path: "",
    code: "unreadable",
  },
])(
  "A8, F6: $say among 500 lines is named, the other 499 count, and it counts once it is mended",
  async ({ ward, spoil, path, code }) => {
    const events = story(ward, 100, Date.now());
    const good = events.map((event) => JSON.stringify(event));
    const lines = good.with(3, spoil(good[3] ?? ""));
    const ndjson = { "content-type": "application/x-ndjson" };
    const { status, body } = await post(stack, lines.join("\n"), ndjson);
    expect({ status, ...body }).toMatchObject({
      status: 202,
      accepted: 499,
      rejected: [{ index: 3, path, code }],
    });
    expect(body.rejected?.[0]?.message).toMatch(/[à-ỹ]/);
    await counted();
    await expectExact(stack, ward, events.toSpliced(3, 1));

    expect((await post(stack, good.join("\n"), ndjson)).body.accepted).toBe(500);
    await counted();
    await expectExact(stack, ward, events);
  },
);

test("A7: CloudEvents from their own SDK count, structured, batch and binary, and one event sent in all three counts once", async () => {
  const ward = WARDS[2];
  const received = async (): Promise<unknown> =>
    figure(await readKpis(stack, ward, "today"), "dossiers.received");
  const event = (n: number): CloudEvent<object> =>
    new CloudEvent({
      id: `ce-${n}`,
      source: "/may-mot-cua/1",
      type: "dossier.received",
      subject: `H64.38.25-261125-${n}`,
      time: new Date().toISOString(),
      datacontenttype: "application/json",
      ward,
      data: {
        field: "ho-tich",
        channel: "online",
        level: "full",
        dueAt: new Date(Date.now() + 86_400_000).toISOString(),
      },
    });
  const send = (message: { headers: object; body: unknown }): Promise<{ status: number }> =>
    post(stack, message.body, { ...(message.headers as Record<string, string>) });
  const batch = (events: CloudEvent<object>[]): Promise<{ status: number }> =>
    post(stack, events, { "content-type": "application/cloudevents-batch+json" });

  expect((await send(HTTP.structured(event(1)))).status).toBe(202);
  expect((await batch([event(2), event(3)])).status).toBe(202);
  expect((await send(HTTP.binary(event(4)))).status).toBe(202);
  await counted();
  expect(await received()).toBe(4);
  const same = event(5);
  for (const sent of [await send(HTTP.structured(same)), await batch([same]), await send(HTTP.binary(same))])
    expect(sent.status).toBe(202);
  await counted();
  expect(await received()).toBe(5);
});
