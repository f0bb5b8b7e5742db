import { App, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { ManagementTrail } from "../../modules/mechcloud/management-trail";
import { MechCloudSpoke } from "../../modules/mechcloud/mechcloud-spoke";
import { MechCloudSync } from "../../modules/mechcloud/mechcloud-sync";
import { SPOKE_SETTINGS, SYNC_SETTINGS, TRAIL_SETTINGS } from "../../modules/mechcloud/settings";
import { ScalrConnection } from "../../modules/scalr/scalr-connection";
import { ScalrEvents } from "../../modules/scalr/scalr-events";
import { CONNECTION_SETTINGS, SCALR_EVENTS_SETTINGS } from "../../modules/scalr/settings";
import { type Settings, settle } from "../../modules/terraform/setting";
import { SPOKE_VALUES, SYNC_VALUES } from "../../samples/values/mechcloud-sync";
import { CONNECTION_VALUES, SCALR_EVENTS_VALUES } from "../../samples/values/scalr-events";
import type { Values, ValuesOfInputs } from "../../samples/values/values";

const TRAIL_VALUES: ValuesOfInputs = {
  name: {
    right: ["abc", "a.b-c_d", "a".repeat(128)],
    wrong: ["ab", "a".repeat(129), "-abc", "abc.", "a b"],
  },
  bucketName: {
    right: ["abc", "a.b-c", "a".repeat(63)],
    wrong: ["ab", "a".repeat(64), "Abc", "-abc", "abc."],
  },
  logRetentionDays: SYNC_VALUES.trailLogRetentionDays,
  kmsKeyArn: SYNC_VALUES.kmsKeyArn,
};

type ConstructClass = new (scope: Construct, id: string, props: never) => Construct;

describe.each<[ConstructClass, Settings, ValuesOfInputs]>([
  [MechCloudSync, SYNC_SETTINGS, SYNC_VALUES],
  [MechCloudSpoke, SPOKE_SETTINGS, SPOKE_VALUES],
  [ManagementTrail, TRAIL_SETTINGS, TRAIL_VALUES],
  [ScalrEvents, SCALR_EVENTS_SETTINGS, SCALR_EVENTS_VALUES],
  [ScalrConnection, CONNECTION_SETTINGS, CONNECTION_VALUES],
])("%p", (Class, settings, values) => {
  const constrained = Object.keys(settings).filter((name) => settings[name]?.constraint);
  const isRequired = (name: string) => settings[name]?.default === undefined && settings[name]?.absent === undefined;
  const required = Object.fromEntries(constrained.filter(isRequired).map((name) => [name, values[name]?.right[0]]));

  test("has right and wrong values of each setting with a constraint", () => {
    expect(Object.keys(values).sort()).toEqual(constrained.sort());
  });

  test.each(constrained)("accepts every right %s, and refuses every wrong one", (name) => {
    const { right, wrong } = values[name] as Values;

    expect(right.map((value) => settle(settings, { ...required, [name]: value } as object)[name])).toEqual(right);
    for (const value of isRequired(name) ? [undefined, ...wrong] : wrong) {
      const stack = new TerraformStack(new App(), "test");
      expect(() => new Class(stack, "construct", { ...required, [name]: value } as never)).toThrow(
        new Error(`${name} must be ${settings[name]?.constraint?.allowed}, not ${JSON.stringify(value)}.`),
      );
    }
  });
});
