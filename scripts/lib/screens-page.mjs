/** @typedef {{ name: string, path: string, sizes: readonly string[] }} Taken */

/** docs/screens.md for what was taken: each page in light and dark, small ones side by side. @param {readonly Taken[]} taken */
export function screensPage(taken) {
  const parts = taken.map(({ name, path, sizes }) =>
    [
      `## ${name}`,
      "",
      `\`${path}\``,
      "",
      `| | light | dark |`,
      `|---|---|---|`,
      ...sizes.map((size) => `| ${size} | ${image(name, size, "light")} | ${image(name, size, "dark")} |`),
    ].join("\n"),
  );
  return `# Screens

Every page of a running system with the sample ward, as somebody who may see it, taken by
\`node scripts/screens.mjs http://localhost:3000\`, which also writes this page. Names and order are those of
\`apps/dashboard/src/app/pages.ts\`. 4K screens and upright ones are drawn at half their dots.

${parts.join("\n\n")}
`;
}

/** @param {string} name @param {string} size @param {string} scheme */
const image = (name, size, scheme) =>
  `![${name}, ${size}, ${scheme}](screenshots/${name}-${size}-${scheme}.png)`;
