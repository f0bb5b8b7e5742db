// CommonJS and built-ins only, since it must load fast.
const { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } = require("node:fs");
const { dirname, join } = require("node:path");

/**
 * Compiles a program and all that it imports into one file, unless that file is up to date: compiling takes as long as running.
 *
 * @param {string} root the folder of `tsconfig.json` and `package-lock.json`
 * @param {string} entry the program, relative to `root`
 * @param {string} file the compiled program, an absolute path
 * @returns {Promise<void>}
 */
async function compile(root, entry, file) {
  if (isUpToDate(root, file)) return;
  const { build } = require("esbuild");
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile: file,
    bundle: true,
    platform: "node",
    target: "node20",
    // Resolved at run time: files of this package.
    external: ["aws-event-relay/*"],
    metafile: true,
    write: false,
  });
  const own = Object.keys(metafile.inputs).filter((path) => !path.includes("node_modules/"));
  const times = Object.fromEntries([...own, ...DEPENDED].map((path) => [path, changedAt(root, path)]));
  mkdirSync(dirname(file), { recursive: true });
  // Another process may read or write it at the same time.
  const written = `${file}.${process.pid}`;
  writeFileSync(written, `// ${JSON.stringify(times)}\n${outputFiles[0].text}`);
  renameSync(written, file);
}

/** What the compiled program depends on, beside its own files. */
const DEPENDED = ["package-lock.json", "tsconfig.json"];

/** Its first line has each of its files, and when that had changed. */
function isUpToDate(root, file) {
  try {
    const [first = ""] = readFileSync(file, "utf8").split("\n", 1);
    const times = JSON.parse(first.slice("// ".length));
    return Object.entries(times).every(([path, time]) => changedAt(root, path) === time);
  } catch {
    return false; // There is none yet, or one of its files is gone.
  }
}

function changedAt(root, path) {
  return statSync(join(root, path)).mtimeMs;
}

module.exports = { compile };
