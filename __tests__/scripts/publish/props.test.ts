import { oneOf, someOf } from "../../../modules/terraform/constraint";
import { settings } from "../../../modules/terraform/setting";
import { propsFile } from "../../../scripts/publish/props";

const propertyOf = (setting: Parameters<typeof settings>[0][string]) =>
  propsFile("settings.ts", { A_SETTINGS: settings({ name: setting }) })
    .split("\n")
    .map((line) => line.trim());

test("an interface has a property for each setting, with docstring and default", () => {
  const file = propsFile("modules/flow/settings.ts", {
    LONGEST: 900,
    BIG_QUEUE_SETTINGS: settings({
      name: { type: "string", description: "The name." },
      isOpen: { type: "bool", description: "Whether it is open.", default: true },
    }),
  });

  expect(file).toBe(`// Generated from modules/flow/settings.ts: change it there and run npm run build.
import type { Condition } from "../terraform/condition";

export interface BigQueueSettings {
  /**
   * The name.
   */
  readonly name: string;
  /**
   * Whether it is open.
   * @default true
   */
  readonly isOpen?: Condition;
}
`);
});

test("a file without conditions imports none", () => {
  expect(propsFile("settings.ts", {})).not.toContain("import");
});

test.each<[Parameters<typeof propertyOf>[0], string]>([
  [{ type: "number", description: "A.", absent: "none" }, "readonly name?: number;"],
  [{ type: "list(string)", description: "A.", default: [] }, "readonly name?: readonly string[];"],
  [{ type: "map(string)", description: "A.", default: {} }, "readonly name?: Record<string, string>;"],
  [{ type: "string", description: "A.", constraint: oneOf(["a", "b"]) }, 'readonly name: "a" | "b";'],
  [
    { type: "list(string)", description: "A.", constraint: someOf(["a", "b"]) },
    'readonly name: readonly ("a" | "b")[];',
  ],
  // A number that only Terraform knows is not one of them in TypeScript.
  [{ type: "number", description: "A.", constraint: oneOf([1, 2]) }, "readonly name: number;"],
])("%j is typed", (setting, expected) => {
  expect(propertyOf(setting)).toContain(expected);
});

test("a docstring says what is allowed and what undefined means, in lines of at most 120 characters", () => {
  const lines = propsFile("settings.ts", {
    A_SETTINGS: settings({
      name: { type: "string", description: "Long ".repeat(40).trim(), absent: "none", constraint: oneOf(["a"]) },
    }),
  }).split("\n");

  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(120);
  expect(lines.join(" ")).toMatch(/Long Must be one of a\.\s+\* @default - none/);
});
