// The command of cdktf.json: main.ts, compiled.
const { resolve } = require("node:path");
const { enableCompileCache } = require("node:module");
const { compile } = require("./lib/compiled.cjs");

const ROOT = resolve(__dirname, "..");
const PROGRAM = resolve(ROOT, ".cache/app/main.cjs");

// Since Node.js 22.1.
enableCompileCache?.(resolve(ROOT, ".cache/app/node"));
compile(ROOT, "main.ts", PROGRAM).then(
  () => require(PROGRAM),
  () => {
    process.exitCode = 1; // esbuild has said why.
  },
);
