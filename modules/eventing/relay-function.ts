import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { LambdaFunction } from "@cdktf/provider-aws/lib/lambda-function";
import { Fn, Token } from "cdktf";
import { Construct } from "constructs";
import { and, type Condition, choose, equals, isGiven, not, onlyIf } from "../terraform/condition";
import { type Settled, settle } from "../terraform/setting";
import { AwsEnvironment } from "./aws-environment";
import { PolicyDocument, type PolicyStatement } from "./policy-document";
import { FUNCTION_PACKAGE_SETTINGS, FUNCTION_SETTINGS } from "./settings";
import type { FunctionPackageSettings, FunctionSettings } from "./settings.generated";

/** The package of a function. */
export interface FunctionPackage extends FunctionPackageSettings {
  /** Path of the zip file. */
  readonly filename: string;
}

export interface RelayFunctionProps extends FunctionSettings {
  readonly description: string;
  readonly code: FunctionPackage;
  /** The function's environment variables. */
  readonly environment: Record<string, string>;
  /** What the function's role may do, besides writing its log. */
  readonly statements: readonly PolicyStatement[];
  /** The name of the role's policy. */
  readonly policyName: string;
  /**
   * The function exists only if this holds.
   * @default true
   */
  readonly when?: Condition;
}

type SettledProps = RelayFunctionProps & Settled<typeof FUNCTION_SETTINGS>;

/**
 * A Lambda function with a log group and a role of its own. The role may write the log, decrypt with `kmsKeyArn`, and what
 * `statements` allow.
 */
export class RelayFunction extends Construct {
  readonly function: LambdaFunction;
  readonly role: IamRole;
  readonly rolePolicy: IamRolePolicy;
  readonly logGroup: CloudwatchLogGroup;
  /** The time-out of one invocation, in seconds. */
  readonly functionTimeout: number;

  constructor(scope: Construct, id: string, given: RelayFunctionProps) {
    super(scope, id);
    const props = { ...given, ...settle(FUNCTION_SETTINGS, given) };
    const { when } = props;
    const { filename } = props.code;
    const { handler, layers } = settle(FUNCTION_PACKAGE_SETTINGS, props.code);
    this.functionTimeout = props.functionTimeout;
    this.logGroup = onlyIf(
      when,
      new CloudwatchLogGroup(this, "log_group", {
        name: `/aws/lambda/${props.name}`,
        retentionInDays: props.logRetentionDays,
        kmsKeyId: props.kmsKeyArn,
      }),
    );
    this.role = this.createRole(props);
    this.rolePolicy = onlyIf(
      when,
      new IamRolePolicy(this, "role_policy", {
        name: props.policyName,
        role: this.role.id,
        policy: this.permissions(props).json,
      }),
    );
    this.function = onlyIf(
      when,
      new LambdaFunction(this, "Resource", {
        functionName: props.name,
        description: props.description,
        role: this.role.arn,
        filename,
        sourceCodeHash: Token.asString(Fn.filebase64sha256(filename)),
        handler,
        layers: layers.length > 0 ? [...layers] : undefined,
        architectures: [props.architecture],
        runtime: props.runtime,
        memorySize: props.functionMemorySize,
        timeout: props.functionTimeout,
        kmsKeyArn: props.kmsKeyArn,
        environment: { variables: props.environment },
        tracingConfig: { mode: choose(props.tracing, "Active", "PassThrough") },
        lifecycle: props.tracing === false ? undefined : { precondition: [this.canTrace(props.tracing)] },
        // Otherwise Lambda creates a log group that never expires.
        dependsOn: [this.logGroup],
      }),
    );
  }

  /** Terraform checks it, because only Terraform knows the partition. */
  private canTrace(tracing: Condition) {
    return {
      condition: not(and(tracing, equals(AwsEnvironment.of(this).partition, "aws-cn"))),
      errorMessage: "tracing must be false in the partition aws-cn, where AWS X-Ray traces no functions.",
    };
  }

  private createRole({ name, permissionsBoundaryArn, when }: RelayFunctionProps): IamRole {
    const trust = new PolicyDocument(this, "trust", [
      {
        sid: "AssumeByLambda",
        actions: ["sts:AssumeRole"],
        principals: [{ type: "Service", identifiers: ["lambda.amazonaws.com"] }],
      },
    ]);
    return onlyIf(
      when,
      new IamRole(this, "role", {
        // Roles are global: with the region in its name, an account can have one in each.
        name: `${name}-${AwsEnvironment.of(this).region}`,
        assumeRolePolicy: trust.json,
        permissionsBoundary: permissionsBoundaryArn,
      }),
    );
  }

  private permissions({ statements, kmsKeyArn, tracing, when }: SettledProps): PolicyDocument {
    return new PolicyDocument(
      this,
      "permissions",
      [
        {
          sid: "WriteLog",
          actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
          resources: [`${this.logGroup.arn}:*`],
        },
        ...statements,
        {
          sid: "Decrypt",
          when: isGiven(kmsKeyArn),
          actions: ["kms:Decrypt"],
          resources: [kmsKeyArn as string],
        },
        {
          sid: "Trace",
          when: tracing,
          actions: ["xray:PutTraceSegments", "xray:PutTelemetryRecords"],
          // X-Ray has no ARNs for traces.
          resources: ["*"],
        },
      ],
      when,
    );
  }
}
