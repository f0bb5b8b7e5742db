import jest from "eslint-plugin-jest";
import tseslint from "typescript-eslint";

const providerRoot = {
  name: "@cdktf/provider-aws",
  message: "Import from @cdktf/provider-aws/lib/<resource>: the package root takes seconds to load.",
};

const functions = {
  // A path that leads out of a folder's own tree into lambda-src, but not into its contract.
  regex: "(^|/)lambda-src/(?!contract/)",
  message: "lambda-src runs inside AWS. The one part of it that others may import is lambda-src/contract.",
};

const APP = "app";

/** Imports point one way: main → app → modules/mechcloud, modules/scalr → modules/eventing → modules/terraform. */
function importing(files, ...forbidden) {
  const patterns = forbidden.map((folder) => ({
    group: [`**/${folder}/**`],
    message: `${files} must not import from ${folder}: see the order of imports in eslint.config.mjs.`,
  }));
  return {
    files,
    rules: { "no-restricted-imports": ["error", { paths: [providerRoot], patterns: [functions, ...patterns] }] },
  };
}

export default tseslint.config(
  { ignores: ["dist/", "cdktf.out/", "coverage/", "**/.venv/", "**/.terraform/", "**/.cache/"] },
  ...tseslint.configs.recommendedTypeChecked.map((config) => ({ ...config, files: ["**/*.ts", "**/*.tsx"] })),
  {
    files: ["**/*.ts", "**/*.tsx"],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "no-restricted-imports": ["error", { paths: [providerRoot] }],
    },
  },
  {
    // Whoever uses an example has the package of its own package.json; here it is this repository.
    files: ["examples/**/*.ts"],
    languageOptions: { parserOptions: { projectService: false, project: "tsconfig.json" } },
  },
  {
    files: ["lambda-src/**/*.ts"],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            {
              group: ["cdktf", "constructs", "@cdktf/*", "**/modules/**"],
              message: "lambda-src runs inside AWS and knows nothing of CDKTF.",
            },
          ],
        },
      ],
    },
  },
  {
    files: ["lambda-src/contract/**/*.ts"],
    rules: {
      "no-restricted-imports": [
        "error",
        { patterns: [{ regex: ".", message: "lambda-src/contract is data: it imports nothing." }] },
      ],
    },
  },
  importing(["main.ts", "app/**/*.ts", "cli/**/*.ts"]),
  importing(["modules/**/*.ts"], APP),
  importing(["modules/terraform/**/*.ts"], APP, "eventing", "mechcloud", "scalr"),
  importing(["modules/eventing/**/*.ts"], APP, "mechcloud", "scalr"),
  importing(["modules/mechcloud/**/*.ts"], APP, "scalr"),
  importing(["modules/scalr/**/*.ts"], APP, "mechcloud"),
  { files: ["__tests__/**/*.ts"], ...jest.configs["flat/recommended"] },
  {
    files: ["__tests__/**/*.ts"],
    rules: { "jest/expect-expect": ["warn", { assertFunctionNames: ["expect", "expectText"] }] },
  },
);
