const common = {
  testEnvironment: "<rootDir>/scripts/test/environment.cjs",
  moduleNameMapper: {
    "^aws-event-relay$": "<rootDir>/modules/index.ts",
    // A dynamic import names its file as Node.js knows it.
    "^(\\./aws/.*)\\.js$": "$1",
  },
  modulePathIgnorePatterns: ["<rootDir>/dist", "<rootDir>/cdktf.out"],
};

/** @param loadedOnce packages that a process loads once: no test changes their state, or the time and environment they see */
function transforms(...loadedOnce) {
  const packages = `(${loadedOnce.join("|")})/`;
  return {
    transform: {
      [`/node_modules/${packages}`]: "<rootDir>/scripts/test/load-once.cjs",
      "^.+\\.ts$": [
        "@swc/jest",
        { jsc: { target: "es2023", parser: { syntax: "typescript" } }, module: { type: "commonjs" } },
      ],
    },
    transformIgnorePatterns: [`/node_modules/(?!${packages})`],
  };
}

const CDKTF = ["cdktf", "@cdktf/provider-aws", "constructs"];
const AWS_SDK = ["@aws-sdk", "@smithy"];

/** @type {import("jest").Config} */
module.exports = {
  // A busy computer is no failure.
  testTimeout: 30_000,
  testSequencer: "<rootDir>/scripts/test/longest-first.cjs",
  collectCoverageFrom: ["cli/**/*.ts", "!cli/index.ts", "lambda-src/**/*.ts", "modules/**/*.ts"],
  coverageReporters: ["text"],
  coverageThreshold: {
    global: {},
    "./cli/": { branches: 100 },
    "./lambda-src/": { branches: 100 },
    "./modules/": { branches: 95 },
  },
  projects: [
    {
      ...common,
      // Tests of functions have a virtual clock, which the AWS SDK must see.
      ...transforms(...CDKTF),
      displayName: "unit",
      testMatch: ["<rootDir>/__tests__/**/*.test.ts"],
      testPathIgnorePatterns: ["/node_modules/", "<rootDir>/__tests__/e2e/"],
    },
    {
      ...common,
      ...transforms(...CDKTF, ...AWS_SDK),
      displayName: "e2e",
      testMatch: ["<rootDir>/__tests__/e2e/**/*.test.ts"],
      globalSetup: "<rootDir>/__tests__/e2e/support/global-setup.ts",
      globalTeardown: "<rootDir>/__tests__/e2e/support/global-teardown.ts",
    },
  ],
};
