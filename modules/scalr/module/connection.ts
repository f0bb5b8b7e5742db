import { defineModule } from "../../terraform/module-definition";
import { AWS_ACCOUNT_ID, AWS_REGION, CONNECTION_NAME } from "../constraints";
import { SCALR_PROVIDER, ScalrConnection } from "../scalr-connection";
import { NEXT_STEPS } from "./next-steps";

/** Scalr's side of the integration as a sub-module of its own, so that nobody else needs the Scalr provider. */
export const scalrConnectionModule = defineModule({
  name: "scalr-connection",
  providers: { scalr: SCALR_PROVIDER },
  inputs: {
    name: {
      type: "string",
      description:
        "The connection's name in Scalr. Another name replaces the connection, and its partner event source with it.",
      constraint: CONNECTION_NAME,
    },
    aws_account_id: {
      type: "string",
      description:
        "The AWS account that gets the events, 12 digits. The pair of account and region is unique in a Scalr account.",
      constraint: AWS_ACCOUNT_ID,
    },
    region: {
      type: "string",
      description: "The AWS region that gets the events.",
      constraint: AWS_REGION,
    },
  },

  build(scope, { variables }) {
    const connection = new ScalrConnection(scope, "this", {
      name: variables.name.stringValue,
      awsAccountId: variables.aws_account_id.stringValue,
      region: variables.region.stringValue,
    });
    return {
      event_source_name: {
        description: "The partner event source's name, for event_source_name of the module scalr-events.",
        value: connection.eventSourceName,
      },
      event_source_arn: { description: "The partner event source's ARN.", value: connection.eventSourceArn },
      next_steps: { description: "What is left to do in Scalr, which has no API for it.", value: NEXT_STEPS },
    };
  },
});
