import type { TerraformStack } from "cdktf";
import {
  AccessTokenSecret,
  type AccessTokenSecretProps,
  AccessTokenSource,
} from "../../../modules/mechcloud/access-token";
import { ACCOUNT, block, PARTITION, REGION, render, synth, variable } from "../synth";
import { mechCloudSync, type Props } from "./sync";

test("in a secret is read from that secret only", () => {
  expect(AccessTokenSource.fromSecret("secret-arn")).toEqual({
    arn: "secret-arn",
    environment: { ACCESS_TOKEN_SECRET_ARN: "secret-arn" },
    statements: [{ sid: "ReadAccessToken", actions: ["secretsmanager:GetSecretValue"], resources: ["secret-arn"] }],
  });
});

test.each(["/mechcloud/token", "mechcloud/token"])("in the parameter %s is read from that parameter only", (name) => {
  expect(render((stack) => AccessTokenSource.fromParameter(stack, name))).toEqual({
    arn: `arn:${PARTITION}:ssm:${REGION}:${ACCOUNT}:parameter/mechcloud/token`,
    environment: { ACCESS_TOKEN_PARAMETER_NAME: name },
    statements: [
      {
        sid: "ReadAccessToken",
        actions: ["ssm:GetParameter"],
        resources: [`arn:${PARTITION}:ssm:${REGION}:${ACCOUNT}:parameter/mechcloud/token`],
      },
    ],
  });
});

test("in the environment needs no permission", () => {
  expect(AccessTokenSource.fromEnvironment("a.b.c")).toEqual({
    environment: { ACCESS_TOKEN: "a.b.c" },
    statements: [],
  });
});

describe("AccessTokenSecret", () => {
  type Props = (stack: TerraformStack) => Partial<AccessTokenSecretProps>;
  const tokenSecret = (stack: TerraformStack, props: Props = () => ({})) =>
    new AccessTokenSecret(stack, "token", { name: "token", ...props(stack) });

  const cases: [name: string, props: Props, arn: string, count: string | undefined][] = [
    ["is created by default", () => ({}), "${aws_secretsmanager_secret.token.arn}", undefined],
    [
      "is created if a variable says so",
      (stack) => ({ createSecret: variable(stack, "create", "bool").booleanValue }),
      "${one(aws_secretsmanager_secret.token[*].arn)}",
      "${coalesce(var.create, true) ? 1 : 0}",
    ],
    [
      "is created if a variable says so, beside an ARN that may be null",
      (stack) => ({
        secretArn: variable(stack, "given").stringValue,
        createSecret: variable(stack, "create", "bool").booleanValue,
      }),
      '${try(coalesce(var.given, one(aws_secretsmanager_secret.token[*].arn)), "")}',
      "${coalesce(var.create, (var.given == null)) ? 1 : 0}",
    ],
  ];

  test.each(cases)("%s, empty, and can be created again at once", (_name, props, _arn, count) => {
    const { resource } = synth((stack) => tokenSecret(stack, props));

    expect(block(resource, "aws_secretsmanager_secret.token")).toEqual({
      name: "token",
      description: "MechCloud's access token, as https://portal-api.mechcloud.io/oauth2/auth1 shows it",
      recovery_window_in_days: 0,
      count,
    });
    expect(Object.keys(resource)).toEqual(["aws_secretsmanager_secret"]);
  });

  test.each<(typeof cases)[number]>([
    ...cases,
    ["is an existing one", () => ({ secretArn: "given-arn" }), "given-arn", undefined],
    [
      "is an existing one, and not created",
      () => ({ secretArn: "given-arn", createSecret: false }),
      "given-arn",
      undefined,
    ],
  ])("%s: the forwarder reads it, and one command fills it", (_name, props, arn) => {
    const rendered = render((stack) => {
      const { environment, statements, fillCommand } = tokenSecret(stack, props);
      return { arn: tokenArn(environment), statements, fillCommand };
    });

    expect(rendered).toEqual({
      arn,
      statements: [{ sid: "ReadAccessToken", actions: ["secretsmanager:GetSecretValue"], resources: [arn] }],
      fillCommand: `aws secretsmanager put-secret-value --region ${REGION} --secret-id ${arn} --secret-string file:///dev/stdin`,
    });
  });

  test("that exists is not created", () => {
    expect(synth((stack) => tokenSecret(stack, () => ({ secretArn: "given-arn" }))).resource).toEqual({});
  });

  test.each<[string, Partial<AccessTokenSecretProps>, message: string]>([
    [
      "created and existing",
      { secretArn: "given-arn", createSecret: true },
      "createSecret must be false or undefined if secretArn is set, not true: given-arn",
    ],
    ["neither", { createSecret: false }, "secretArn must be set if createSecret is false, not undefined."],
  ])("is refused if it is %s", (_name, props, message) => {
    expect(() => synth((stack) => tokenSecret(stack, () => props))).toThrow(new Error(message));
  });

  test("is encrypted with the customer's key", () => {
    const { resource } = synth((stack) => tokenSecret(stack, () => ({ kmsKeyArn: "key-arn" })));

    expect(block(resource, "aws_secretsmanager_secret.token")).toMatchObject({ kms_key_id: "key-arn" });
  });
});

const tokenArn = (environment: Readonly<Record<string, string>>) => environment["ACCESS_TOKEN_SECRET_ARN"];

describe("a function that renews the token", () => {
  const tokenRenewalFunctionArn = "arn:aws:lambda:ap-south-1:123456789012:function:renewal";
  const accessTokenSecretArn = "arn:aws:secretsmanager:ap-south-1:123456789012:secret:token";

  test.each<[string, Props, string]>([
    ["created", {}, "${aws_secretsmanager_secret.sync_access_token.arn}"],
    ["existing", { accessTokenSecretArn }, accessTokenSecretArn],
  ])("is invoked by Secrets Manager for the %s secret, every four hours", (_kind, props, secret) => {
    const { resource } = mechCloudSync({ ...props, tokenRenewalFunctionArn });

    expect(block(resource, "aws_secretsmanager_secret_rotation.sync_token_renewal")).toEqual({
      secret_id: secret,
      rotation_lambda_arn: tokenRenewalFunctionArn,
      rotation_rules: { schedule_expression: "rate(4 hours)" },
      depends_on: ["aws_lambda_permission.sync_token_renewal_permission"],
    });
    expect(block(resource, "aws_lambda_permission.sync_token_renewal_permission")).toMatchObject({
      function_name: tokenRenewalFunctionArn,
      action: "lambda:InvokeFunction",
      principal: "secretsmanager.amazonaws.com",
      source_arn: secret,
    });
  });

  test("is optional", () => {
    expect(mechCloudSync().resource).not.toHaveProperty("aws_secretsmanager_secret_rotation");
  });

  test("is refused for a token that is elsewhere", () => {
    const accessToken = AccessTokenSource.fromEnvironment("a.b.c");

    expect(() => mechCloudSync({ accessToken, tokenRenewalFunctionArn })).toThrow(
      new Error(`tokenRenewalFunctionArn must be undefined if accessToken is set, not "${tokenRenewalFunctionArn}".`),
    );
  });

  test("under a condition exists under it", () => {
    const { resource } = mechCloudSync((stack) => ({
      tokenRenewalFunctionArn: variable(stack, "renewal").stringValue,
    }));

    const count = "${(var.renewal != null) ? 1 : 0}";
    expect(block(resource, "aws_secretsmanager_secret_rotation.sync_token_renewal")).toMatchObject({ count });
    expect(block(resource, "aws_lambda_permission.sync_token_renewal_permission")).toMatchObject({ count });
  });
});
