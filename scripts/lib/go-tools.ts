import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { run } from "./process";

interface GoTool {
  /** The Go module, in the version that is built. */
  readonly module: string;
  readonly version: string;
  /** The folder of the command in the module. */
  readonly folder: string;
}

/** Programs that check the modules, and are not needed to use them. */
const GO_TOOLS = {
  tofu: { module: "github.com/opentofu/opentofu", version: "v1.12.6", folder: "./cmd/tofu" },
  tflint: { module: "github.com/terraform-linters/tflint", version: "v0.64.0", folder: "." },
  "terraform-config-inspect": {
    module: "github.com/hashicorp/terraform-config-inspect",
    version: "v0.0.0-20260904064934-75d64de68c31",
    folder: ".",
  },
} as const satisfies Readonly<Record<string, GoTool>>;

export type GoToolName = keyof typeof GO_TOOLS;

/** Outside the repository, since a build takes minutes and every clone uses the same. */
function toolsFolder(): string {
  return join(process.env["XDG_CACHE_HOME"] || join(homedir(), ".cache"), "aws-event-relay");
}

/** A tool is neither installed, nor can it be built here. */
export class MissingTool extends Error {}

/**
 * The path of a tool: of the installed one, or of the pinned version, which is built once if Go is installed.
 *
 * @throws MissingTool with the reason
 */
export async function goTool(name: GoToolName): Promise<string> {
  const installed = onPath(name);
  if (installed) return installed;
  const tool = GO_TOOLS[name];
  const program = join(toolsFolder(), `${name}-${tool.version}`);
  try {
    if (!existsSync(program)) await build(tool, program);
    return program;
  } catch (error) {
    const reason = `${name} is not installed, and cannot be built: ${(error as Error).message}`;
    throw new MissingTool(reason, { cause: error });
  }
}

function onPath(name: string): string | undefined {
  return (process.env["PATH"] ?? "")
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path));
}

/** With the dependencies that the tool's own go.sum names; `go mod download` verifies the tool itself. */
async function build({ module, version, folder }: GoTool, program: string): Promise<void> {
  if (!onPath("go")) throw new Error("Go is not installed");
  console.log(`Building ${module} ${version}, once; this takes minutes.`);
  const env = { GOFLAGS: "", CGO_ENABLED: "0" };
  const { Dir } = JSON.parse(await run("go", ["mod", "download", "-json", `${module}@${version}`], { env })) as {
    readonly Dir: string;
  };
  mkdirSync(dirname(program), { recursive: true });
  const draft = `${program}.${process.pid}`;
  try {
    // Whatever else runs goes first.
    await run("nice", ["-n", "19", "go", "build", "-C", Dir, "-trimpath", "-o", draft, folder], { env });
    renameSync(draft, program);
  } finally {
    rmSync(draft, { force: true });
  }
}
