import type { TerraformStack } from "cdktf";
import {
  AccessTokenSecret,
  type AccessTokenSecretProps,
  accessTokenInEnvironment,
  accessTokenInParameter,
  accessTokenInSecret,
} from "../../../modules/mechcloud/access-token";
import { ACCOUNT, block, PARTITION, REGION, render, synth, variable } from "../synth";

test("in a secret is read from it alone", () => {
  expect(accessTokenInSecret("secret-arn")).toEqual({
    environment: { ACCESS_TOKEN_SECRET_ARN: "secret-arn" },
    statements: [{ sid: "ReadAccessToken", actions: ["secretsmanager:GetSecretValue"], resources: ["secret-arn"] }],
  });
});

test.each(["/mechcloud/token", "mechcloud/token"])("in the parameter %s is read from it alone", (name) => {
  expect(render((stack) => accessTokenInParameter(stack, name))).toEqual({
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
  expect(accessTokenInEnvironment("a.b.c")).toEqual({ environment: { ACCESS_TOKEN: "a.b.c" }, statements: [] });
});

describe("AccessTokenSecret", () => {
  type Props = (stack: TerraformStack) => Partial<AccessTokenSecretProps>;
  const tokenSecret = (stack: TerraformStack, props: Props = () => ({})) =>
    new AccessTokenSecret(stack, "token", { name: "token", ...props(stack) });

  const cases: [name: string, props: Props, arn: string, count: string | undefined][] = [
    ["is made", () => ({}), "${aws_secretsmanager_secret.token.arn}", undefined],
    [
      "is made where told so",
      (stack) => ({ create: variable(stack, "create", "bool").booleanValue }),
      "${one(aws_secretsmanager_secret.token[*].arn)}",
      "${var.create ? 1 : 0}",
    ],
    [
      "is made where none is given",
      (stack) => ({
        existingArn: variable(stack, "given").stringValue,
        create: variable(stack, "create", "bool").booleanValue,
      }),
      '${try(coalesce(var.given, one(aws_secretsmanager_secret.token[*].arn)), "")}',
      "${var.create ? 1 : 0}",
    ],
  ];

  test.each(cases)("%s, empty, and can be made again at once", (_name, props, _arn, count) => {
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
    ["is the given one", () => ({ existingArn: "given-arn" }), "given-arn", undefined],
    ["is one that is given and not made", () => ({ existingArn: "given-arn", create: false }), "given-arn", undefined],
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

  test("that is given makes none", () => {
    expect(synth((stack) => tokenSecret(stack, () => ({ existingArn: "given-arn" }))).resource).toEqual({});
  });

  test.each<[string, Partial<AccessTokenSecretProps>, message: string]>([
    [
      "made and given",
      { existingArn: "given-arn", create: true },
      "create must be false or left out where existingArn is given, not true: given-arn",
    ],
    ["neither", { create: false }, "existingArn must be given where create is false."],
  ])("is refused where it is %s", (_name, props, message) => {
    expect(() => synth((stack) => tokenSecret(stack, () => props))).toThrow(new Error(message));
  });

  test("is encrypted with the customer's key", () => {
    const { resource } = synth((stack) => tokenSecret(stack, () => ({ kmsKeyArn: "key-arn" })));

    expect(block(resource, "aws_secretsmanager_secret.token")).toMatchObject({ kms_key_id: "key-arn" });
  });
});

const tokenArn = (environment: Readonly<Record<string, string>>) => environment["ACCESS_TOKEN_SECRET_ARN"];
