import { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret";
import { Fn, Token } from "cdktf";
import { Construct } from "constructs";
import { AwsEnvironment } from "../eventing/aws-environment";
import type { PolicyStatement } from "../eventing/policy-document";
import { type Condition, firstOf, onlyIf } from "../terraform/condition";

/** Where the forwarder finds MechCloud's access token. */
export interface AccessToken {
  /** The environment variable that tells the forwarder. */
  readonly environment: Readonly<Record<string, string>>;
  /** What the forwarder's role may do to read it. */
  readonly statements: readonly PolicyStatement[];
  /** The command that stores the token, where the module made the place for it. */
  readonly fillCommand?: string;
}

/** The token is the text of a secret in Secrets Manager. The secret's key must let the forwarder's role decrypt. */
export function accessTokenInSecret(arn: string): AccessToken {
  return {
    environment: { ACCESS_TOKEN_SECRET_ARN: arn },
    statements: [{ sid: "ReadAccessToken", actions: ["secretsmanager:GetSecretValue"], resources: [arn] }],
  };
}

/** The token is a parameter in SSM Parameter Store, of type SecureString, in this account and region. */
export function accessTokenInParameter(scope: Construct, name: string): AccessToken {
  const arn = AwsEnvironment.of(scope).arn("ssm", `parameter/${name.replace(/^\//, "")}`);
  return {
    environment: { ACCESS_TOKEN_PARAMETER_NAME: name },
    statements: [{ sid: "ReadAccessToken", actions: ["ssm:GetParameter"], resources: [arn] }],
  };
}

/** The token is an environment variable, as MechCloud's page has it: whoever reads the state or the function, reads it. */
export function accessTokenInEnvironment(token: string): AccessToken {
  return { environment: { ACCESS_TOKEN: token }, statements: [] };
}

export interface AccessTokenSecretProps {
  /** The name of the secret that is made. */
  readonly name: string;
  /**
   * A secret that is there already.
   * @default - an empty secret is made
   */
  readonly existingArn?: string;
  /**
   * Whether the secret is made. True excludes `existingArn`, false demands it.
   * @default - it is where `existingArn` is left out
   */
  readonly create?: Condition;
  /** ARN of a customer managed KMS key that encrypts the secret. */
  readonly kmsKeyArn?: string;
}

/**
 * An empty secret for the token, so that the token never is in Terraform's state; or a secret that is there already.
 * @throws Error where it is known that there would be both, or neither
 */
export class AccessTokenSecret extends Construct implements AccessToken {
  readonly secret?: SecretsmanagerSecret;
  readonly arn: string;
  readonly environment: AccessToken["environment"];
  readonly statements: AccessToken["statements"];
  /** The command that fills the secret; it asks for the token, so that no shell history has it. */
  readonly fillCommand: string;

  constructor(scope: Construct, id: string, props: AccessTokenSecretProps) {
    super(scope, id);
    const { existingArn } = props;
    const create = props.create ?? existingArn === undefined;
    if (create === true && existingArn !== undefined)
      throw new Error(`create must be false or left out where existingArn is given, not true: ${existingArn}`);
    if (create === false && existingArn === undefined)
      throw new Error("existingArn must be given where create is false.");
    if (create !== false) {
      this.secret = onlyIf(
        create,
        new SecretsmanagerSecret(this, "Resource", {
          name: props.name,
          description: "MechCloud's access token, as https://portal-api.mechcloud.io/oauth2/auth1 shows it",
          kmsKeyId: props.kmsKeyArn,
          // The token can be read again in a minute; a name that stays taken for 30 days hinders the next apply.
          recoveryWindowInDays: 0,
        }),
      );
    }
    const arn = firstOf(existingArn, this.secret?.arn);
    // Where Terraform finds neither, it shall say so in the words of the output's precondition, not fail here.
    this.arn = existingArn !== undefined && this.secret ? Token.asString(Fn.try([arn, ""])) : arn;
    ({ environment: this.environment, statements: this.statements } = accessTokenInSecret(this.arn));
    const { region } = AwsEnvironment.of(this);
    this.fillCommand = `aws secretsmanager put-secret-value --region ${region} --secret-id ${this.arn} --secret-string file:///dev/stdin`;
  }
}
