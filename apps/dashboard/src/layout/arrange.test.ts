import { LEADER_SECTIONS } from "@nhip/contracts";
import { describe, expect, it } from "vitest";
import { arranged, moved, rowsOf, toggled } from "./arrange.ts";
import { HEIGHTS } from "./heights.ts";

const known = ["a", "b", "c"].map((id) => ({ id, hidden: false }));
const ids = (list: readonly { id: string }[]): string => list.map(({ id }) => id).join("");

describe("an arranged list", () => {
  it("stands as it comes until it is arranged", () => expect(arranged(known, null)).toEqual(known));
  it("keeps order and hiding, and leaves out what is gone or told twice", () => {
    const saved = ["c", "gone", "a", "c", "b"].map((id) => ({ id, hidden: id === "a" }));
    expect(arranged(known, saved)).toEqual([
      { id: "c", hidden: false },
      { id: "a", hidden: true },
      { id: "b", hidden: false },
    ]);
  });
  it("takes what is new where it comes by itself", () => {
    expect(ids(arranged(known, [{ id: "c", hidden: false }]))).toBe("abc");
    expect(
      ids(
        arranged(
          known,
          ["b", "a"].map((id) => ({ id, hidden: false })),
        ),
      ),
    ).toBe("bca");
  });
  it("moves by one and stays at its ends", () => {
    expect(ids(moved(known, "b", -1))).toBe("bac");
    expect(ids(moved(known, "b", 1))).toBe("acb");
    expect(ids(moved(known, "a", -1))).toBe("abc");
    expect(ids(moved(known, "nothing", -1))).toBe("abc");
    expect(toggled(known, "b")[1]).toEqual({ id: "b", hidden: true });
  });
});

describe("rows", () => {
  it("are those of the page as it comes", () => {
    expect(rowsOf(LEADER_SECTIONS, HEIGHTS)).toEqual([
      { left: ["attention"], right: [] },
      { left: ["tiles"], right: [] },
      { left: ["flow"], right: ["split", "plan"] },
      { left: ["indicators"], right: [] },
      { left: ["fields"], right: ["dossiers"] },
      { left: ["ticker"], right: ["checks"] },
    ]);
  });
  it("leave a lone section the width", () => {
    expect(rowsOf(["flow", "tiles", "split"], HEIGHTS).map(({ right }) => right)).toEqual([[], [], []]);
  });
});
