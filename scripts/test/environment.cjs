const Module = require("node:module");
const { TestEnvironment } = require("jest-environment-node");

/**
 * Parts of CDKTF that no test needs, and that cost more than the rest: where each token was created (jest maps every frame of a
 * stack to its source), and `archiver`.
 */
const LEFT_OUT = ["cdktf/lib/tokens/private/stack-trace", "constructs/lib/private/stack-trace", "archiver"];
const INSTEAD = { captureStackTrace: () => [] };

const cdktf = Module.createRequire(require.resolve("cdktf"));
for (const name of LEFT_OUT) {
  const path = cdktf.resolve(name);
  const module = new Module(path);
  module.loaded = true;
  module.exports = INSTEAD;
  require.cache[path] = module;
}

/** Node.js as jest has it, but for packages that are loaded once instead of once for each test file. See load-once.cjs. */
module.exports = class extends TestEnvironment {
  async setup() {
    await super.setup();
    this.global.loadOnce = require;
  }
};
