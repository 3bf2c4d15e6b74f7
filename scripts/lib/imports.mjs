import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";

/** Who may import which package of the house; data flows one way. Folders not named here may not import any. */
const ALLOWED = /** @type {Record<string, readonly string[]>} */ ({
  "packages/contracts": [],
  "packages/domain": ["contracts"],
  "packages/runtime": ["contracts"],
  "packages/sample": ["contracts", "domain"],
  "packages/backbone": ["contracts", "domain"],
  "packages/intake": ["contracts", "domain"],
  "packages/ledger": ["contracts", "domain", "backbone"],
  "packages/people": ["contracts", "domain", "backbone"],
  "apps/dashboard": ["contracts", "domain"],
  "apps/ingest": ["contracts", "domain", "runtime", "backbone", "intake"],
  "apps/worker": ["contracts", "domain", "runtime", "backbone", "intake", "ledger"],
  "apps/live": ["contracts", "domain", "runtime", "backbone", "intake", "people"],
  "apps/nhip": ["contracts", "domain", "runtime", "backbone", "intake", "people", "ledger", "sample"],
});

const SPECIFIER = /(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire\s*\(\s*)["']([^"'\n]+)["']/g;
/** Reading the clock with no argument; the linter knows Date.now, but not these. */
const CLOCK = /\bnew Date\(\s*\)|\bnew Date\b(?!\s*\()|(?<!new )(?<![.\w])Date\(\s*\)/;
const NOT_SOURCE = new Set(["node_modules", "dist", ".turbo"]);

/** @param {string} folder @returns {string[]} */
function sources(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return NOT_SOURCE.has(entry.name) ? [] : sources(path);
    return /\.(ts|mts|vue)$/.test(entry.name) ? [path] : [];
  });
}

/** @param {string} text */
const withoutComments = (text) =>
  text.replaceAll(/\/\*[\s\S]*?\*\//g, "").replaceAll(/(^|[\s;{}(,])\/\/.*$/gm, "$1");

/**
 * What is wrong with one import, or null.
 * @param {{home: string, allowed: readonly string[], file: string, specifier: string}} where
 */
function importTrouble({ home, allowed, file, specifier }) {
  if (specifier.startsWith(".")) {
    const target = resolve(file, "..", specifier);
    return target.startsWith(home + sep)
      ? null
      : `"${specifier}" leaves its own folder: import @nhip/… instead`;
  }
  const [scope, name] = specifier.split("/");
  if (scope !== "@nhip") return null;
  if (!allowed.includes(name ?? "")) return `may not import "${specifier}"`;
  return specifier === `@nhip/${name}` ? null : `"${specifier}" goes past the package's own index`;
}

/** @param {string} manifest @param {readonly string[]} allowed */
function dependencyTroubles(manifest, allowed) {
  const { dependencies = {}, devDependencies = {} } = JSON.parse(readFileSync(manifest, "utf8"));
  return Object.keys({ ...dependencies, ...devDependencies })
    .filter((name) => name.startsWith("@nhip/") && !allowed.includes(name.slice("@nhip/".length)))
    .map((name) => `may not depend on ${name}`);
}

/** @param {string} home @param {string} place @param {readonly string[]} allowed @returns {string[]} */
function troublesIn(home, place, allowed) {
  const manifest = join(home, "package.json");
  const troubles = dependencyTroubles(manifest, allowed).map((words) => `${place}/package.json: ${words}`);
  for (const file of sources(home)) {
    // A test may reach for other parts: it is not in anybody's way.
    if (/\.(test|testing)\.ts$/.test(file)) continue;
    const text = withoutComments(readFileSync(file, "utf8"));
    const found = [...text.matchAll(SPECIFIER)].map(([, specifier = ""]) =>
      importTrouble({ home, allowed, file, specifier }),
    );
    if (place === "packages/domain" && CLOCK.test(text))
      found.push("reads the clock: take `now` as an argument");
    for (const words of found) {
      if (words !== null) troubles.push(`${join(place, relative(home, file))}: ${words}`);
    }
  }
  return troubles;
}

/**
 * The import rules that the linter cannot express: relative imports that leave their package, dynamic imports,
 * deep imports, dependencies between the packages, and the clock in the domain.
 * @param {string} root
 * @returns {string[]} one line for each violation
 */
export function importTroubles(root) {
  return ["packages", "apps"].flatMap((kind) =>
    readdirSync(join(root, kind)).flatMap((name) => {
      const place = `${kind}/${name}`;
      const home = join(root, kind, name);
      if (!existsSync(join(home, "package.json"))) return [];
      const allowed = ALLOWED[place];
      if (allowed === undefined)
        return [`${place}: has no import rule yet; add one in scripts/lib/imports.mjs`];
      return troublesIn(home, place, allowed);
    }),
  );
}
