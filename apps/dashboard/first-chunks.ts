import type { Plugin, Rolldown } from "vite";

type Graph = Pick<Rolldown.ChunkingContext, "getModuleInfo">;

/**
 * What the first page needs in three files instead of sixty, each of which would pay its own way over a slow line: what
 * everybody starts with, what that page shares with others, and (by itself) what is its own.
 */
export function firstChunks(start: string, firstPage: string): Rolldown.CodeSplittingOptions {
  const among = (root: string): ((id: string, graph: Graph) => boolean) => {
    let ids: ReadonlySet<string> | null = null;
    return (id, graph) => (ids ??= reach(root, graph)).has(id);
  };
  const isStart = among(start);
  const isFirst = among(firstPage);
  return {
    groups: [
      { name: (id, graph) => (isStart(id, graph) ? "start" : null), priority: 2 },
      { name: (id, graph) => (isFirst(id, graph) ? "shared" : null), minShareCount: 2, priority: 1 },
    ],
  };
}

/** Leaves `first-page.html` beside the document of all pages: the same, but it names the program of the first page, to be fetched at once. */
export function firstDocument(firstPage: string): Plugin {
  return {
    name: "nhip-first-document",
    apply: "build",
    generateBundle: {
      order: "post",
      handler(_options, bundle) {
        const chunks = Object.values(bundle).filter((output) => output.type === "chunk");
        const page = chunks.find(({ facadeModuleId }) => facadeModuleId === firstPage);
        const document = bundle["index.html"];
        if (page === undefined || document?.type !== "asset") return this.error("no first page");
        const html = String(document.source);
        const needed = chunks.filter(
          (chunk) =>
            (chunk === page || page.imports.includes(chunk.fileName)) && !html.includes(chunk.fileName),
        );
        const names = needed.map(({ fileName }) => fileName);
        const styles = needed.flatMap(({ viteMetadata }) => [...(viteMetadata?.importedCss ?? [])]);
        const links = [
          ...names.map((name) => `<link rel="modulepreload" crossorigin href="/${name}">`),
          ...styles.map((name) => `<link rel="stylesheet" crossorigin href="/${name}">`),
        ];
        this.emitFile({
          type: "asset",
          fileName: "first-page.html",
          source: html.replace("</head>", `  ${links.join("\n    ")}\n  </head>`),
        });
      },
    },
  };
}

/** The house's packages are entered by one door each, behind which is far more than a page takes: these are left to the bundler. */
const HOUSE = /[\\/]packages[\\/]/;

/** All modules that are there as soon as one is. */
function reach(root: string, graph: Graph): ReadonlySet<string> {
  const seen = new Set<string>();
  const rest = [root];
  for (let id = rest.pop(); id !== undefined; id = rest.pop()) {
    if (seen.has(id) || HOUSE.test(id)) continue;
    seen.add(id);
    rest.push(...(graph.getModuleInfo(id)?.importedIds ?? []));
  }
  return seen;
}
