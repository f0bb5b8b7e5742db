import { join } from "node:path";
import { build } from "esbuild";
import { ROOT } from "../../scripts/lib/project";

const FOLDER = join(ROOT, "demo/page");

/** The page's files by path, bundled from demo/page. */
export async function bundlePage(): Promise<ReadonlyMap<string, { type: string; text: string }>> {
  const { outputFiles } = await build({
    entryPoints: [
      { in: join(FOLDER, "main.tsx"), out: "page" },
      { in: join(FOLDER, "style/page.css"), out: "page" },
    ],
    bundle: true,
    format: "esm",
    jsx: "automatic",
    jsxImportSource: "preact",
    outdir: "/",
    target: "es2022",
    write: false,
  });
  return new Map(
    outputFiles.map(({ path, text }) => {
      const type = path.endsWith(".css") ? "text/css" : "text/javascript";
      return [path, { type: `${type}; charset=utf-8`, text }];
    }),
  );
}
