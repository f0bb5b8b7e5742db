import { type Permission, permissionsOf, readModule } from "../../scripts/permissions/statements";

const SERVICE = /\.amazonaws\.com/;
/** They say for whom a service acts. */
const NAMES_THE_SOURCE = /^(aws:SourceArn|kms:EncryptionContext:aws:logs:arn) /;

/** Lambda sends no source when it assumes a role, nor does EventBridge when it makes a log stream. */
const withoutSource = [
  ["lambda.amazonaws.com", "sts:AssumeRole"],
  ["events.amazonaws.com, delivery.logs.amazonaws.com", "logs:CreateLogStream"],
];

/** AWS takes no ARN for them. */
const withoutArn = ["xray:PutTraceSegments", "xray:PutTelemetryRecords"];

/** Attributes that hold a policy, or the ARN of one. */
const POLICY = /^(assume_role_|inline_)?policy(_document|_arn)?$|^managed_policy_arns$/;
const DOCUMENT = /^\$\{(one\()?data\.aws_iam_policy_document\.(?<name>\w+)(\[\*\]|\[each\.key\])?\.json\)?\}$/;

const otherKeys = (blocks: readonly object[], known: string) =>
  blocks.flatMap((block) => Object.keys(block)).filter((key) => !known.split(" ").includes(key));

const isAbout = ({ who, actions }: Permission, [service, action]: readonly string[]) =>
  who === service && actions.length === 1 && actions[0] === action;

const MODULES = [
  "terraform-aws-mechcloud-sync",
  "terraform-aws-mechcloud-sync/modules/spoke",
  "terraform-aws-scalr-events",
];

// docs/security.md lists each permission: a change of one is a change of that page.
describe.each(MODULES)("policies of %s", (name) => {
  const allowed = permissionsOf(readModule(name)).filter(({ effect }) => effect === "Allow");

  test("let a service act for a source that they name", () => {
    const unnamed = allowed
      .filter(({ who }) => SERVICE.test(who))
      .filter(({ conditions }) => !conditions.some((condition) => NAMES_THE_SOURCE.test(condition)));

    expect(unnamed.filter((permission) => !withoutSource.some((known) => isAbout(permission, known)))).toEqual([]);
  });

  test("name each action, except for a key's, which are as AWS documents them", () => {
    const wide = allowed.filter(({ actions }) => actions.some((action) => action.includes("*")));

    expect(wide.filter(({ on }) => on !== "your key")).toEqual([]);
    expect(wide.filter(({ actions }) => actions.includes("kms:*"))).toEqual([
      { effect: "Allow", who: "arn:aws:iam::<account>:root", actions: ["kms:*"], on: "your key", conditions: [] },
    ]);
  });

  test("name each resource that AWS takes an ARN for", () => {
    const wide = allowed.filter(({ on }) => on === "*").flatMap(({ actions }) => actions);

    expect(wide.filter((action) => !withoutArn.includes(action))).toEqual([]);
  });

  test("let nobody in from outside, but for accounts of the organization", () => {
    const everybody = allowed.filter(({ who }) => who === "anybody");

    expect(
      everybody.filter(({ conditions }) => !conditions.some((each) => /^aws:PrincipalOrgID StringEquals/.test(each))),
    ).toEqual([]);
  });
});

describe.each(MODULES)("the page lists all rights that %s gives:", (name) => {
  const { resource, data } = readModule(name);
  const documents = Object.entries(data.aws_iam_policy_document);

  test("each policy is a document of its own, but for that of the key, which is an output", () => {
    const policies = Object.values(resource)
      .flatMap((resources = {}) => Object.values(resources))
      .flatMap((attributes) => Object.entries(attributes))
      .filter(([attribute]) => POLICY.test(attribute))
      .map(([, value]) => DOCUMENT.exec(String(value))?.groups?.["name"] ?? value);

    expect([...policies, "key_policy"].toSorted()).toEqual(documents.map(([document]) => document).toSorted());
  });

  test("beside policies there are but permissions to invoke a function", () => {
    const types = Object.keys(resource).filter((type) => /_(permission|attachment|grant|acl|url)s?$/.test(type));

    expect(types.filter((type) => type !== "aws_lambda_permission")).toEqual([]);
  });

  test("documents and permissions hold nothing that it leaves out", () => {
    const statements = documents.flatMap(([, { statement = [], dynamic = [] }]) => [
      ...statement,
      ...dynamic.map(({ statement: { content } }) => content),
    ]);
    const permissions = Object.values(resource["aws_lambda_permission"] ?? {});

    expect(
      otherKeys(
        documents.map(([, document]) => document),
        "count for_each statement dynamic",
      ),
    ).toEqual([]);
    expect(otherKeys(statements, "sid effect actions resources principals condition")).toEqual([]);
    expect(
      otherKeys(permissions, "count for_each lifecycle depends_on action function_name principal source_arn"),
    ).toEqual([]);
  });
});

test("the connection's module gives no rights in AWS", () => {
  const { resource, data } = readModule("terraform-aws-scalr-events/modules/connection");

  expect(Object.keys({ ...resource, ...data })).toEqual(["scalr_event_bridge_integration"]);
});
