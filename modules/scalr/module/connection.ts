import { defineModule } from "../../terraform/module-definition";
import { SCALR_PROVIDER, ScalrConnection } from "../scalr-connection";
import { CONNECTION_SETTINGS } from "../settings";
import { STEPS_IN_SCALR } from "./next-steps";

/** Scalr's side of the integration: a sub-module of its own, because only this part needs the Scalr provider. */
export const scalrConnectionModule = defineModule({
  name: "scalr-connection",
  providers: { scalr: SCALR_PROVIDER },
  settings: CONNECTION_SETTINGS,

  build(scope, { settings }) {
    const connection = new ScalrConnection(scope, "this", settings);
    return {
      event_source_name: {
        description: "Name of the partner event source, for event_source_name of the module scalr-events.",
        value: connection.eventSourceName,
      },
      event_source_arn: { description: "ARN of the partner event source.", value: connection.eventSourceArn },
      next_steps: { description: "Steps that remain in Scalr, which has no API for them.", value: STEPS_IN_SCALR },
    };
  },
});
