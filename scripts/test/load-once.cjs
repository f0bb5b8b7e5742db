/** A transformer: instead of a package's file, what a process has loaded once for all its test files. See environment.cjs. */
module.exports = { process: (_source, path) => ({ code: `module.exports = loadOnce(${JSON.stringify(path)});` }) };
