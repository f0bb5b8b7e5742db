import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as api from "../../../modules";
import { ROOT } from "../../../scripts/lib/project";
import type { Example } from "./typescript";

const EXAMPLE = /^ *\* @example\n(.*?)^ *\*(?:\/| @)/gms;

/** The `@example` of each docstring in a folder, with imports of what it uses of this package and of cdktf. */
export function docstringExamples(folder: string): Example[] {
  const paths = readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" });
  return paths
    .filter((path) => path.endsWith(".ts"))
    .flatMap((path) => {
      const text = readFileSync(join(ROOT, folder, path), "utf8");
      return [...text.matchAll(EXAMPLE)].map(({ 1: lines = "", index }) => {
        const code = lines.replaceAll(/^ *\* ?/gm, "");
        const used = Object.keys(api).filter((name) => new RegExp(`\\b${name}\\b`).test(code));
        const imports = [
          `import { ${used.join(", ")} } from "aws-event-relay";`,
          'import { TerraformOutput } from "cdktf";',
        ];
        return {
          name: `${join(folder, path)}:${text.slice(0, index).split("\n").length}`,
          code: [...imports, code].join("\n"),
        };
      });
    });
}
