// The constructs in your own CDKTF app: one stack for each flow.
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import {
  AWS_PROVIDER_VERSION,
  auditLog,
  MechCloudSync,
  Queue,
  QueueTarget,
  runExecuted,
  ScalrEvents,
} from "aws-event-relay";
import { App, TerraformOutput, TerraformStack, TerraformVariable } from "cdktf";
import type { Construct } from "constructs";

/** A stack with the AWS provider, which reads AWS_REGION and AWS_PROFILE. */
class AwsStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new AwsProvider(this, "aws");
    // @cdktf/provider-aws requires one exact version; the constructs support all of these.
    this.addOverride("terraform.required_providers.aws.version", AWS_PROVIDER_VERSION);
  }
}

/** A variable that has to be set, as `TF_VAR_<name>`. */
function required(stack: TerraformStack, name: string): string {
  return new TerraformVariable(stack, name, { type: "string" }).stringValue;
}

/** Sends EC2 changes to MechCloud. */
class Visualization extends AwsStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const { accessToken } = new MechCloudSync(this, "sync", {
      cloudAccountId: required(this, "cloud_account_id"),
      syncMechanisms: ["tags", "cloudtrail"],
      tags: { team: "platform" },
    });
    new TerraformOutput(this, "access-token-command", { value: accessToken.fillCommand });
  }
}

/** Receives Scalr's runs and audit log. */
class Automation extends AwsStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const scalr = new ScalrEvents(this, "scalr", {
      eventSourceName: required(this, "event_source_name"),
      runExecutedPattern: runExecuted({ dryRun: false }),
      auditLogPattern: auditLog({ actions: ["create-*", "update-*", "delete-*"] }),
      tags: { team: "platform" },
    });
    scalr.addAlerts({
      eventPattern: runExecuted({ results: ["errored"], environments: ["production"] }),
      emailAddresses: ["platform@example.com"],
    });

    const deployments = new Queue(this, "deployments", { name: "deployments" });
    scalr.addDestination("deployments", {
      eventPattern: runExecuted({ results: ["applied"], environments: ["production"] }),
      target: new QueueTarget(deployments),
    });
  }
}

const app = new App();
new Visualization(app, "visualization");
new Automation(app, "automation");
app.synth();
