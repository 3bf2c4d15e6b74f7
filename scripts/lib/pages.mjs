import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./root.mjs";

/**
 * A page to be looked at, and the role that looks; `as` is null for somebody who is not signed in.
 * @typedef {{ name: string, path: string, as: string | null }} Visit
 */

/** @type {Record<string, string>} */
const LETTERS = { L: "leader", C: "clerk", S: "secretary", H: "head", A: "admin" };
/** Who looks at a page where several may: whoever it is made for. @type {Record<string, string>} */
const MADE_FOR = { cell: "secretary" };

/** The pages of the dashboard as its own list has them, with the role that looks at each. @returns {Visit[]} */
export function listedPages() {
  const text = readFileSync(join(ROOT, "apps/dashboard/src/app/pages.ts"), "utf8");
  const list = text.slice(text.indexOf("PAGES: readonly Page[]"));
  return [...list.matchAll(/\{\s*name: "([^"]+)",([\s\S]*?)\n? {0,2}\},?(?=\n)/g)].map(
    ([, name = "", body = ""]) => {
      const path = /path: "([^"]+)"/.exec(body)?.[1] ?? "/";
      const needs = /needs: "([^"]+)"/.exec(body)?.[1];
      const isOpen = /open: true/.test(body);
      return {
        name,
        path: path.replace(/\/:\w+\?/, ""),
        as: isOpen ? null : (MADE_FOR[name] ?? roleFor(needs)),
      };
    },
  );
}

/** Somebody who may use an entrance, as docs/access.md tells it; a leader where nothing is needed.
 * @param {string | undefined} entrance */
function roleFor(entrance) {
  if (entrance === undefined) return "leader";
  const line = readFileSync(join(ROOT, "docs/access.md"), "utf8")
    .split("\n")
    .find((one) => one.startsWith(`| \`${entrance}\` |`));
  const letter = Object.keys(LETTERS).find((one) => line?.split("|")[2]?.split(" ").includes(one));
  return LETTERS[letter ?? ""] ?? "admin";
}

/** Every page there is: the listed ones, those beside them, and what people see who may not, or went astray.
 * @param {string} ward @returns {Visit[]} */
export function allPages(ward) {
  return [
    ...listedPages(),
    { name: "group", path: "/chi-tieu/identity", as: "leader" },
    { name: "explain", path: "/?kpi=dossiers.onTimeRate&period=year", as: "leader" },
    { name: "sign-in", path: "/", as: null },
    { name: "missing", path: "/khong-co-trang-nay", as: "leader" },
    { name: "refused", path: "/van-hanh", as: "secretary" },
    { name: "public", path: `/cong-khai/${ward}`, as: null },
    { name: "card", path: `/cong-khai/${ward}/nhung`, as: null },
    { name: "public-missing", path: "/cong-khai/phuong-nao-do", as: null },
  ];
}
