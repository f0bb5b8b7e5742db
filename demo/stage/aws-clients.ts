import { EC2Client } from "@aws-sdk/client-ec2";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { SchedulerClient } from "@aws-sdk/client-scheduler";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SNSClient } from "@aws-sdk/client-sns";
import { SQSClient } from "@aws-sdk/client-sqs";
import type { LocalAws } from "../../local-aws/local-aws";

/** SDK clients of the local AWS. */
export class AwsClients {
  readonly ec2: EC2Client;
  readonly events: EventBridgeClient;
  readonly lambda: LambdaClient;
  readonly scheduler: SchedulerClient;
  readonly secrets: SecretsManagerClient;
  readonly sns: SNSClient;
  readonly sqs: SQSClient;

  constructor({ clientConfig }: LocalAws) {
    this.ec2 = new EC2Client(clientConfig);
    this.events = new EventBridgeClient(clientConfig);
    this.lambda = new LambdaClient(clientConfig);
    this.scheduler = new SchedulerClient(clientConfig);
    this.secrets = new SecretsManagerClient(clientConfig);
    this.sns = new SNSClient(clientConfig);
    this.sqs = new SQSClient(clientConfig);
  }

  destroy(): void {
    const { ec2, events, lambda, scheduler, secrets, sns, sqs } = this;
    for (const client of [ec2, events, lambda, scheduler, secrets, sns, sqs]) client.destroy();
  }
}
