import * as fc from "fast-check";
import { expect, it } from "vitest";
import { apportion } from "./apportion.ts";

it("adds up exactly and stays within one of each share", () => {
  const weights = fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 300 });
  fc.assert(
    fc.property(fc.nat(20_000), weights, (total, list) => {
      const parts = apportion(total, list);
      const sum = list.reduce((all, weight) => all + weight, 0);
      expect(parts.reduce((all, part) => all + part, 0)).toBe(total);
      for (const [place, part] of parts.entries())
        expect(Math.abs(part - (total * (list[place] ?? 0)) / sum)).toBeLessThan(1);
    }),
  );
});
