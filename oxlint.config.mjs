import { defineConfig } from "oxlint";

const providerRoot = {
  name: "@cdktf/provider-aws",
  message: "Import from @cdktf/provider-aws/lib/<resource>: the package root takes seconds to load.",
};

const functions = {
  group: ["**/lambda-src/**", "!**/lambda-src/contract/**"],
  message: "lambda-src runs inside AWS. The one part of it that others may import is lambda-src/contract.",
};

const APP = "app";

/** Imports point one way: main → app → modules/mechcloud, modules/scalr → modules/eventing → modules/terraform. */
function importing(files, ...forbidden) {
  const patterns = forbidden.map((folder) => ({
    group: [`**/${folder}/**`],
    message: `${files} must not import from ${folder}: see the order of imports in oxlint.config.mjs.`,
  }));
  return {
    files,
    rules: { "no-restricted-imports": ["error", { paths: [providerRoot], patterns: [functions, ...patterns] }] },
  };
}

/** Rules that are on, each with its defaults. */
const on = (names) => Object.fromEntries(names.map((name) => [name, "error"]));

export default defineConfig({
  plugins: ["typescript", "jest"],
  categories: { correctness: "off" },
  options: { typeAware: true, reportUnusedDisableDirectives: "error" },
  ignorePatterns: ["**/*.{js,cjs,mjs}"],
  rules: {
    // What typescript-eslint's configuration "recommendedTypeChecked" has.
    ...on([
      "no-array-constructor",
      "no-unused-expressions",
      "no-var",
      "prefer-const",
      "prefer-rest-params",
      "prefer-spread",
      "typescript/await-thenable",
      "typescript/ban-ts-comment",
      "typescript/no-array-delete",
      "typescript/no-base-to-string",
      "typescript/no-duplicate-enum-values",
      "typescript/no-duplicate-type-constituents",
      "typescript/no-empty-object-type",
      "typescript/no-explicit-any",
      "typescript/no-extra-non-null-assertion",
      "typescript/no-floating-promises",
      "typescript/no-for-in-array",
      "typescript/no-implied-eval",
      "typescript/no-misused-new",
      "typescript/no-misused-promises",
      "typescript/no-namespace",
      "typescript/no-non-null-asserted-optional-chain",
      "typescript/no-redundant-type-constituents",
      "typescript/no-require-imports",
      "typescript/no-this-alias",
      "typescript/no-unnecessary-type-assertion",
      "typescript/no-unnecessary-type-constraint",
      "typescript/no-unsafe-argument",
      "typescript/no-unsafe-assignment",
      "typescript/no-unsafe-call",
      "typescript/no-unsafe-declaration-merging",
      "typescript/no-unsafe-enum-comparison",
      "typescript/no-unsafe-function-type",
      "typescript/no-unsafe-member-access",
      "typescript/no-unsafe-return",
      "typescript/no-unsafe-unary-minus",
      "typescript/no-wrapper-object-types",
      "typescript/only-throw-error",
      "typescript/prefer-as-const",
      "typescript/prefer-namespace-keyword",
      "typescript/prefer-promise-reject-errors",
      "typescript/require-await",
      "typescript/restrict-plus-operands",
      "typescript/restrict-template-expressions",
      "typescript/triple-slash-reference",
      "typescript/unbound-method",
    ]),
    // Without its default exception for names that begin with an underscore.
    "no-unused-vars": ["error", {}],
    ...on(["typescript/consistent-type-imports", "typescript/switch-exhaustiveness-check"]),
    "no-restricted-imports": ["error", { paths: [providerRoot] }],
  },
  overrides: [
    {
      files: ["lambda-src/**/*.ts"],
      rules: {
        "no-restricted-imports": [
          "error",
          {
            patterns: [
              {
                group: ["cdktf", "cdktf/**", "constructs", "constructs/**", "@cdktf/**", "**/modules/**"],
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
    {
      files: ["__tests__/**/*.ts"],
      rules: {
        // What eslint-plugin-jest recommends.
        ...on([
          "jest/no-alias-methods",
          "jest/no-commented-out-tests",
          "jest/no-conditional-expect",
          "jest/no-deprecated-functions",
          "jest/no-disabled-tests",
          "jest/no-done-callback",
          "jest/no-export",
          "jest/no-focused-tests",
          "jest/no-identical-title",
          "jest/no-interpolation-in-snapshots",
          "jest/no-jasmine-globals",
          "jest/no-mocks-import",
          "jest/no-standalone-expect",
          "jest/no-test-prefixes",
          "jest/valid-describe-callback",
          "jest/valid-expect",
          "jest/valid-expect-in-promise",
          "jest/valid-title",
        ]),
        "jest/expect-expect": ["error", { assertFunctionNames: ["expect", "expectText"] }],
      },
    },
    {
      // Tests call what is in it.
      files: ["__tests__/**/support/**/*.ts"],
      rules: { "jest/no-standalone-expect": "off" },
    },
    {
      // Whoever uses the example has the package of its own package.json, whose types are unknown here.
      files: ["examples/cdktf-constructs/*.ts"],
      rules: {
        "typescript/no-unsafe-assignment": "off",
        "typescript/no-unsafe-call": "off",
        "typescript/no-unsafe-member-access": "off",
      },
    },
  ],
});
