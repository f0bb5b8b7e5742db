const common = {
  testEnvironment: "node",
  transform: {
    "^.+\\.ts$": [
      "@swc/jest",
      { jsc: { target: "es2023", parser: { syntax: "typescript" } }, module: { type: "commonjs" } },
    ],
  },
  moduleNameMapper: {
    "^aws-event-relay$": "<rootDir>/modules/index.ts",
    // A dynamic import names its file as Node.js knows it.
    "^(\\./aws/.*)\\.js$": "$1",
    "/stack-trace$|^archiver$": "<rootDir>/scripts/test/light-cdktf.cjs",
  },
  modulePathIgnorePatterns: ["<rootDir>/dist", "<rootDir>/cdktf.out"],
};

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
      displayName: "unit",
      testMatch: ["<rootDir>/__tests__/**/*.test.ts"],
      testPathIgnorePatterns: ["/node_modules/", "<rootDir>/__tests__/e2e/"],
    },
    {
      ...common,
      displayName: "e2e",
      testMatch: ["<rootDir>/__tests__/e2e/**/*.test.ts"],
      globalSetup: "<rootDir>/__tests__/e2e/support/global-setup.ts",
    },
  ],
};
