import type { LayoutAnswer, Role } from "@nhip/contracts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openLive, QUIET } from "./live.testing.ts";

const LAYOUT = {
  sections: [
    { id: "plan", hidden: false },
    { id: "ticker", hidden: true },
  ],
  tiles: [{ id: "dossiers.open", hidden: false }],
};
const PATH = `/api/v1/wards/${QUIET}/layout`;
let live: Awaited<ReturnType<typeof openLive>>;
beforeAll(async () => {
  live = await openLive();
});
afterAll(() => live.close());

const put = (as: Role, body: unknown) =>
  live.get<LayoutAnswer & { code?: string }>(PATH, {
    as,
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });

test("everybody has an own layout of a ward; null is the page as it comes", async () => {
  expect((await live.get(PATH)).body).toEqual({ layout: null });
  expect(await put("leader", { layout: LAYOUT })).toEqual({ status: 200, body: { layout: LAYOUT } });
  expect((await live.get(PATH)).body).toEqual({ layout: LAYOUT });
  expect((await live.get(PATH, { as: "clerk" })).body).toEqual({ layout: null });
  await put("leader", { layout: null });
  expect((await live.get(PATH)).body).toEqual({ layout: null });
});

test("what is no layout is refused and changes nothing", async () => {
  await put("leader", { layout: LAYOUT });
  const wrong = [
    {},
    { layout: "wide" },
    { layout: { ...LAYOUT, sections: [{ id: "no such place", hidden: false }] } },
    {
      layout: {
        ...LAYOUT,
        tiles: Array.from({ length: 5_000 }, (_, n) => ({ id: `kpi.${n}`, hidden: false })),
      },
    },
  ];
  for (const body of wrong) expect((await put("leader", body)).status).toBeGreaterThanOrEqual(400);
  expect((await live.get(PATH)).body).toEqual({ layout: LAYOUT });
});
