import { selected } from "../../app/selection";
import type { ModuleDefinition } from "../../modules/terraform/module-definition";

const moduleNamed = (name: string): ModuleDefinition => ({ name, inputs: {}, build: () => ({}) });
const modules = [moduleNamed("mechcloud-sync"), moduleNamed("scalr-events")];

test.each<[setting: string | undefined, names: string[]]>([
  [undefined, ["mechcloud-sync", "scalr-events"]],
  ["", ["mechcloud-sync", "scalr-events"]],
  ["mechcloud-sync", ["mechcloud-sync"]],
  ["scalr-events, mechcloud-sync", ["mechcloud-sync", "scalr-events"]],
])("of %j is deployed %j", (setting, names) => {
  expect(selected(modules, { RELAY_STACKS: setting }).map(({ name }) => name)).toEqual(names);
});

test.each([
  ["mechcloud", "mechcloud"],
  ["mechcloud-sync,scalr,x", "scalr, x"],
  [",", ", "],
])("refuses %j", (setting, wrong) => {
  expect(() => selected(modules, { RELAY_STACKS: setting })).toThrow(
    new Error(`RELAY_STACKS must be a comma-separated list of mechcloud-sync, scalr-events, not "${wrong}".`),
  );
});
