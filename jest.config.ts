import type { Config } from "jest";

const swc: Config["transform"] = {
  "^.+\\.ts$": ["@swc/jest", { jsc: { target: "es2023", parser: { syntax: "typescript" } }, module: { type: "commonjs" } }],
};

const common = {
  testEnvironment: "node",
  transform: swc,
  moduleNameMapper: { "^aws-event-relay$": "<rootDir>/modules/index.ts" },
  modulePathIgnorePatterns: ["<rootDir>/dist", "<rootDir>/cdktf.out"],
} satisfies Config;

const config: Config = {
  coverageProvider: "v8",
  collectCoverageFrom: ["lambda-src/**/*.ts", "modules/**/*.ts"],
  coverageThreshold: { global: {}, "./lambda-src/": { branches: 100 }, "./modules/": { branches: 95 } },
  projects: [
    { ...common, displayName: "unit", testMatch: ["<rootDir>/__tests__/**/*.test.ts"], testPathIgnorePatterns: ["/node_modules/", "<rootDir>/__tests__/e2e/"] },
    { ...common, displayName: "e2e", testMatch: ["<rootDir>/__tests__/e2e/**/*.test.ts"] },
  ],
};

export default config;
