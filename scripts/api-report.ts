// Writes the report of the npm package's public API, which is reviewed with each change. With --check it writes nothing, and fails
// if the API is not the one of the report.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { Extractor, ExtractorConfig, ExtractorLogLevel } from "@microsoft/api-extractor";
import { run } from "./lib/process";
import { CACHE, ROOT } from "./lib/project";

const DECLARATIONS = join(CACHE, "api");

async function main(): Promise<void> {
  const compiler = join(ROOT, "node_modules/typescript/bin/tsc");
  const output = ["--emitDeclarationOnly", "--outDir", DECLARATIONS];
  const incremental = ["--incremental", "--tsBuildInfoFile", join(DECLARATIONS, "tsbuildinfo")];
  await run(process.execPath, [compiler, "-p", join(ROOT, "tsconfig.build.json"), ...output, ...incremental]);
  const { apiReportChanged } = Extractor.invoke(configuration(), {
    localBuild: !process.argv.includes("--check"),
    messageCallback: (message) => {
      message.handled = message.logLevel !== ExtractorLogLevel.Error;
    },
  });
  if (!apiReportChanged) return;
  if (process.argv.includes("--check")) {
    console.error(
      "modules/index.api.md is out of date; run node --import tsx scripts/api-report.ts, and review the change.",
    );
    process.exitCode = 1;
  } else console.log("wrote modules/index.api.md");
}

function configuration(): ExtractorConfig {
  const silent = { logLevel: ExtractorLogLevel.None };
  mkdirSync(join(DECLARATIONS, "report"), { recursive: true });
  return ExtractorConfig.prepare({
    packageJsonFullPath: join(ROOT, "package.json"),
    configObjectFullPath: undefined,
    configObject: {
      projectFolder: ROOT,
      mainEntryPointFilePath: join(DECLARATIONS, "modules/index.d.ts"),
      compiler: { tsconfigFilePath: join(ROOT, "tsconfig.build.json") },
      apiReport: {
        enabled: true,
        reportFileName: "index",
        reportFolder: join(ROOT, "modules"),
        reportTempFolder: join(DECLARATIONS, "report"),
        // A property's type is part of the API, exported or not.
        includeForgottenExports: true,
      },
      newlineKind: "lf",
      messages: {
        compilerMessageReporting: { default: silent },
        extractorMessageReporting: { default: silent },
        tsdocMessageReporting: { default: silent },
      },
    },
  });
}

void main();
