import { LambdaPermission } from "@cdktf/provider-aws/lib/lambda-permission";
import { SecretsmanagerSecretRotation } from "@cdktf/provider-aws/lib/secretsmanager-secret-rotation";
import { Construct } from "constructs";
import { type Condition, onlyIf } from "../terraform/condition";

/** The shortest interval that Secrets Manager allows: a token that is valid for ten hours is replaced twice in time. */
const INTERVAL = "rate(4 hours)";

export interface TokenRenewalProps {
  /** ARN of the secret that contains the access token. */
  readonly secretArn: string;
  /** ARN of the function that stores a new token, in the steps of a rotation. */
  readonly functionArn: string;
  /** The resources exist only if this holds. */
  readonly when: Condition;
}

/**
 * Lets Secrets Manager invoke a function, at once and then every four hours, that stores a new access token in the secret.
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_lambda.html
 */
export class TokenRenewal extends Construct {
  constructor(scope: Construct, id: string, { secretArn, functionArn, when }: TokenRenewalProps) {
    super(scope, id);
    const permission = onlyIf(
      when,
      new LambdaPermission(this, "permission", {
        functionName: functionArn,
        action: "lambda:InvokeFunction",
        principal: "secretsmanager.amazonaws.com",
        sourceArn: secretArn,
      }),
    );
    onlyIf(
      when,
      new SecretsmanagerSecretRotation(this, "Resource", {
        secretId: secretArn,
        rotationLambdaArn: functionArn,
        rotationRules: { scheduleExpression: INTERVAL },
        // Secrets Manager refuses a function that it may not invoke.
        dependsOn: [permission],
      }),
    );
  }
}
