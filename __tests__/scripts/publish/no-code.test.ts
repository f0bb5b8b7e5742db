import { publishedModule } from "../../../scripts/publish/published-module";
import { PUBLISHED_MODULES } from "../../../scripts/publish/published-modules";

interface Variable {
  readonly type: string;
  readonly description: string;
  readonly default?: unknown;
}

/** What a form can show as one field. */
const PLAIN = ["string", "number", "bool"];

const variables = PUBLISHED_MODULES.flatMap(({ definition }) => {
  const file = publishedModule(definition)["variables.tf"] as unknown as {
    variable: Record<string, Variable>;
  };
  return Object.entries(file.variable).map(([name, variable]) => ({
    name: `${definition.name}: ${name}`,
    ...variable,
  }));
});

// The form of a no-code workspace has a field for each variable, with its description and nothing else.
describe("in the form of a no-code workspace", () => {
  test.each(variables)("$name has a description", ({ description }) => {
    expect(description).toMatch(/^[`A-Z].{20,}\.$/s);
  });

  test.each(variables.filter((variable) => !("default" in variable)))(
    "$name, which is required, is plain and says what it must be",
    ({ type, description }) => {
      expect(PLAIN).toContain(type);
      expect(description).toMatch(/ Must be /);
    },
  );

  test.each(variables.filter(({ type }) => type.includes("object")))(
    "$name, an object, has a default and an example",
    (variable) => {
      expect(variable).toHaveProperty("default");
      expect(variable.description).toMatch(/ Example: `\{ .* = .* \}`\.$/);
    },
  );
});
