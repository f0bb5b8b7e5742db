import { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret";
import { Fn, Token } from "cdktf";
import { Construct } from "constructs";
import { AwsEnvironment } from "../eventing/aws-environment";
import type { PolicyStatement } from "../eventing/policy-document";
import { type Condition, firstOf, isAbsent, onlyIf, orElse } from "../terraform/condition";

/** Where the forwarder finds MechCloud's access token. */
export abstract class AccessTokenSource {
  /** The environment variable that tells the forwarder. */
  abstract readonly environment: Readonly<Record<string, string>>;
  /** What the forwarder's role may do to read the token. */
  abstract readonly statements: readonly PolicyStatement[];
  /** ARN of the secret or parameter, if the token is in one. */
  abstract readonly arn?: string;
  /** The command that stores the token in the secret, if the token is in one. */
  abstract readonly fillCommand?: string;

  /** The token is the text of a secret. A customer managed key of the secret must let the forwarder's role decrypt. */
  static fromSecret(arn: string): AccessTokenSource {
    return {
      arn,
      environment: { ACCESS_TOKEN_SECRET_ARN: arn },
      statements: [{ sid: "ReadAccessToken", actions: ["secretsmanager:GetSecretValue"], resources: [arn] }],
    };
  }

  /** The token is a parameter in SSM Parameter Store, of type SecureString, in this account and region. */
  static fromParameter(scope: Construct, name: string): AccessTokenSource {
    const arn = AwsEnvironment.of(scope).arn("ssm", `parameter/${name.replace(/^\//, "")}`);
    return {
      arn,
      environment: { ACCESS_TOKEN_PARAMETER_NAME: name },
      statements: [{ sid: "ReadAccessToken", actions: ["ssm:GetParameter"], resources: [arn] }],
    };
  }

  /** The token is an environment variable: readable in Terraform's state and by everyone who can read the function. */
  static fromEnvironment(token: string): AccessTokenSource {
    return { environment: { ACCESS_TOKEN: token }, statements: [] };
  }
}

export interface AccessTokenSecretProps {
  /** The name of the secret, if it is created. */
  readonly name: string;
  /**
   * ARN of an existing secret.
   * @default - an empty secret is created
   */
  readonly secretArn?: string;
  /**
   * Whether to create the secret: true excludes `secretArn`, false requires it.
   * @default - the secret is created if `secretArn` is not set
   */
  readonly createSecret?: Condition;
  /**
   * ARN of a customer managed KMS key that encrypts the secret.
   * @default - the key that AWS manages for Secrets Manager
   */
  readonly kmsKeyArn?: string;
}

/**
 * An empty secret for the token, so that the token is never in Terraform's state; or an existing secret.
 * @throws Error if both are set, or neither
 */
export class AccessTokenSecret extends Construct implements AccessTokenSource {
  readonly secret?: SecretsmanagerSecret;
  readonly arn: string;
  readonly environment: AccessTokenSource["environment"];
  readonly statements: AccessTokenSource["statements"];
  /** The command that stores the token; it reads its standard input, so that no shell history has the token. */
  readonly fillCommand: string;

  constructor(scope: Construct, id: string, props: AccessTokenSecretProps) {
    super(scope, id);
    const { secretArn } = props;
    const create = orElse(props.createSecret, isAbsent(secretArn));
    if (create === true && secretArn !== undefined)
      throw new Error(`createSecret must be false or undefined if secretArn is set, not true: ${secretArn}`);
    if (create === false && secretArn === undefined)
      throw new Error("secretArn must be set if createSecret is false, not undefined.");
    if (create !== false) {
      this.secret = onlyIf(
        create,
        new SecretsmanagerSecret(this, "Resource", {
          name: props.name,
          description: "MechCloud's access token, as https://portal-api.mechcloud.io/oauth2/auth1 shows it",
          kmsKeyId: props.kmsKeyArn,
          // The token can be read again in a minute; a name that stays taken for 30 days would block the next apply.
          recoveryWindowInDays: 0,
        }),
      );
    }
    const arn = firstOf(secretArn, this.secret?.arn);
    // If Terraform finds neither, the output's precondition explains it; this must not fail first.
    this.arn = secretArn !== undefined && this.secret ? Token.asString(Fn.try([arn, ""])) : arn;
    ({ environment: this.environment, statements: this.statements } = AccessTokenSource.fromSecret(this.arn));
    const { region } = AwsEnvironment.of(this);
    this.fillCommand = `aws secretsmanager put-secret-value --region ${region} --secret-id ${this.arn} --secret-string file:///dev/stdin`;
  }
}
