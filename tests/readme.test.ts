import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const root = new URL("../", import.meta.url);
const pages = ["README.md", "CONTRIBUTING.md", "docs/design.md", "docs/operations.md", "docs/reliability.md"];

test.each(pages)("every file that %s names exists", (page) => {
  const text = readFileSync(new URL(page, root), "utf8");
  const links = [...text.matchAll(/\]\(([^)#]+)\)/g)]
    .map(([, target]) => target ?? "")
    .filter((target) => !target.includes("://"));
  const paths = [
    ...text.matchAll(/`((?:apps|packages|scripts|tests|docs|bench|chaos)\/[\w./-]+\.\w+)`/g),
  ].map(([, path]) => path ?? "");
  const missing = [
    ...links.filter((target) => !existsSync(new URL(target, new URL(page, root)))),
    ...paths.filter((path) => !existsSync(new URL(path, root))),
  ];
  expect(missing).toEqual([]);
});
