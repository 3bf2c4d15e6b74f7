import { expect, it } from "vitest";
import { versionStep } from "./version.ts";

// pitfall V11
it("a screen reloads once for a version, an official is asked", () => {
  expect(versionStep(null, "2", null, true)).toBe("keep");
  expect(versionStep("1", "1", null, true)).toBe("keep");
  expect(versionStep("1", "2", null, true)).toBe("reload");
  expect(versionStep("1", "2", "2", true)).toBe("keep");
  expect(versionStep("1", "2", null, false)).toBe("offer");
});
