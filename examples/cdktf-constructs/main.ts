// The constructs in an app of one's own: npm install aws-event-relay.
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { AccessTokenSecret, AWS_PROVIDER_VERSION, MechCloudSync } from "aws-event-relay";
import { App, TerraformOutput, TerraformStack } from "cdktf";

const app = new App();
const stack = new TerraformStack(app, "visualization");
new AwsProvider(stack, "aws", { region: "ap-south-1" });
// @cdktf/provider-aws asks for exactly one version; the constructs work with all of these.
stack.addOverride("terraform.required_providers.aws.version", AWS_PROVIDER_VERSION);

const accessToken = new AccessTokenSecret(stack, "access-token", { name: "mechcloud-access-token" });
new MechCloudSync(stack, "sync", {
  cloudAccountId: "your-cloud-account-id",
  syncMechanisms: ["tags", "cloudtrail"],
  accessToken,
  tags: { team: "platform" },
});
new TerraformOutput(stack, "access-token-command", { value: accessToken.fillCommand });

app.synth();
