import { propertyAccess } from "cdktf";
import { ALARMS_INPUT, alarmsOf } from "../../eventing/module/alarms-input";
import { FUNCTION_PACKAGE_SETTINGS } from "../../eventing/settings";
import { choose, isAbsent } from "../../terraform/condition";
import { defineModule } from "../../terraform/module-definition";
import { objectInput } from "../../terraform/object-input";
import { valuesOf } from "../../terraform/setting";
import { FORWARDER_ZIP } from "../forwarder";
import { MechCloudSync } from "../mechcloud-sync";
import { SYNC_SETTINGS } from "../settings";
import { outputsOf } from "./outputs";

/** MechCloud's real-time visualization as a Terraform module: `terraform-aws-mechcloud-sync`. */
export const mechCloudSyncModule = defineModule({
  name: "mechcloud-sync",
  settings: SYNC_SETTINGS,
  inputs: {
    forwarder_package: objectInput(FUNCTION_PACKAGE_SETTINGS, {
      description: "Function package to use instead of the forwarder, with the matching runtime.",
      example: '{ filename = "function.zip", handler = "lambda_function.lambda_handler" }',
    }),
    alarms: ALARMS_INPUT,
  },

  build(scope, { settings, variables, file }) {
    const { filename, ...ownPackage } = valuesOf(FUNCTION_PACKAGE_SETTINGS, (name) =>
      propertyAccess(variables.forwarder_package.value, [name]),
    );
    const sync = new MechCloudSync(scope, "this", {
      ...settings,
      forwarderPackage: { ...ownPackage, filename: choose(isAbsent(filename), file(FORWARDER_ZIP), filename) },
      alarms: alarmsOf(scope),
    });
    return outputsOf(sync, settings);
  },
});
