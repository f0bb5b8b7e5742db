import { propertyAccess, Token } from "cdktf";
import { ARCHITECTURE, DEFAULT_ARCHITECTURE, DEFAULT_HANDLER, LAYERS } from "../../eventing/constraints";
import { ALARMS_INPUT, alarmsOf } from "../../eventing/module/alarms-input";
import { choose, isAbsent } from "../../terraform/condition";
import { defineModule } from "../../terraform/module-definition";
import { FORWARDER_ZIP } from "../forwarder";
import { MechCloudSync } from "../mechcloud-sync";
import { SYNC_SETTINGS } from "../settings";
import { outputsOf } from "./outputs";

/** MechCloud's real-time visualization as a Terraform module: `terraform-aws-mechcloud-sync`. */
export const mechCloudSyncModule = defineModule({
  name: "mechcloud-sync",
  settings: SYNC_SETTINGS,
  inputs: {
    forwarder_package: {
      type: `object({ filename = optional(string), handler = optional(string, "${DEFAULT_HANDLER}"), layers = optional(list(string), []), architecture = optional(string, "${DEFAULT_ARCHITECTURE}") })`,
      description:
        "Your own function package: filename (path of a zip file; default: the forwarder that comes with the module), handler, layers (ARNs), architecture (arm64 or x86_64).",
      default: {},
      constraint: {
        allowed: `an object whose layers are ${LAYERS.allowed} and whose architecture is ${ARCHITECTURE.allowed}`,
        condition: (reference: string) =>
          `${LAYERS.condition(`${reference}.layers`)} && ${ARCHITECTURE.condition(`${reference}.architecture`)}`,
      },
    },
    alarms: ALARMS_INPUT,
  },

  build(scope, { settings, variables, file }) {
    const packageOf = (attribute: string) => propertyAccess(variables.forwarder_package.value, [attribute]) as unknown;
    const sync = new MechCloudSync(scope, "this", {
      ...settings,
      forwarderPackage: {
        filename: choose(
          isAbsent(Token.asString(packageOf("filename"))),
          file(FORWARDER_ZIP),
          Token.asString(packageOf("filename")),
        ),
        handler: Token.asString(packageOf("handler")),
        layers: Token.asList(packageOf("layers")),
        architecture: Token.asString(packageOf("architecture")),
      },
      alarms: alarmsOf(scope),
    });
    return outputsOf(sync);
  },
});
