import { blocksOf } from "../publish/published-modules";
import { type Names, readable } from "./readable";

/** Who may (or may not) do what, on what, under which conditions; in words, placeholders in angle brackets. */
export interface Permission {
  readonly effect: "Allow" | "Deny";
  readonly who: string;
  readonly actions: readonly string[];
  readonly on: string;
  readonly conditions: readonly string[];
}

type Attributes = Readonly<Record<string, unknown>>;

export interface ModuleDocument {
  readonly resource: Readonly<Record<string, Readonly<Record<string, Attributes>> | undefined>>;
  readonly data: { readonly aws_iam_policy_document: Readonly<Record<string, PolicyDocument>> };
}

interface PolicyDocument {
  readonly statement?: readonly Statement[];
  readonly dynamic?: readonly { readonly statement: { readonly content: Statement } }[];
}

export interface Statement {
  readonly effect?: "Allow" | "Deny";
  readonly actions: readonly string[];
  readonly resources?: string | readonly string[];
  readonly principals?: readonly { readonly type: string; readonly identifiers: readonly string[] }[];
  readonly condition?: readonly {
    readonly test: string;
    readonly variable: string;
    readonly values: string | readonly string[];
  }[];
}

/** A published module by its folder in `terraform/`. */
export function readModule(name: string): ModuleDocument {
  return blocksOf(name) as unknown as ModuleDocument;
}

/** The statements of a policy document, those that depend on a setting too. */
export function statementsOf({ statement = [], dynamic = [] }: PolicyDocument): Statement[] {
  return [...statement, ...dynamic.map(({ statement: { content } }) => content)];
}

/** Everything that a module's policies say, without what is said twice. */
export function permissionsOf(module: ModuleDocument): Permission[] {
  const names = namesIn(module);
  const documents = Object.entries(module.data.aws_iam_policy_document);
  const ofDocuments = documents.flatMap(([name, document]) => {
    const holder = holderOf(name, module, names);
    return statementsOf(document).map((statement) => permissionOf(statement, holder, names));
  });
  const ofFunctions = Object.values(module.resource.aws_lambda_permission ?? {}).map((permission) =>
    functionPermission(permission, names),
  );
  const all = [...ofDocuments, ...ofFunctions];
  return [...new Map(all.map((permission) => [JSON.stringify(permission), permission])).values()];
}

/** What a policy document is attached to: the role that it empowers, or the resource that it guards. */
function holderOf(document: string, { resource }: ModuleDocument, names: Names): string {
  const reference = `data.aws_iam_policy_document.${document}`;
  for (const [type, resources] of Object.entries(resource)) {
    for (const [name, attributes] of Object.entries(resources ?? {})) {
      if (!new RegExp(`${reference.replaceAll(".", "\\.")}(\\W|$)`).test(JSON.stringify(attributes))) continue;
      return type === "aws_iam_role" ? `role ${names.get(`${type}.${name}`)}` : readable(attributes.role, names);
    }
  }
  return "your key";
}

function permissionOf(statement: Statement, holder: string, names: Names): Permission {
  const { effect = "Allow", actions, principals, resources, condition = [] } = statement;
  const who = principals?.flatMap(({ identifiers }) => identifiers).map((principal) => readable(principal, names));
  const on = resources === undefined ? holder : readable(resources, names);
  return {
    effect,
    who: who?.map((principal) => (principal === "*" ? "anybody" : principal)).join(", ") ?? holder,
    actions,
    on: on === "*" && holder === "your key" ? holder : on,
    conditions: condition.map(({ test, variable, values }) => `${variable} ${test} ${readable(values, names)}`),
  };
}

function functionPermission(permission: Attributes, names: Names): Permission {
  return {
    effect: "Allow",
    who: String(permission.principal),
    actions: [String(permission.action)],
    on: readable(permission.function_name, names),
    conditions: [`aws:SourceArn ArnLike ${readable(permission.source_arn, names)}`],
  };
}

/** The name that AWS knows a resource by, by its address. */
function namesIn({ resource }: ModuleDocument): Names {
  const names = new Map<string, string>();
  for (const [type, resources] of Object.entries(resource)) {
    for (const [name, { name: own, function_name, bucket, uuid }] of Object.entries(resources ?? {})) {
      const known = type === "aws_lambda_function" ? function_name : (own ?? bucket ?? uuid);
      names.set(`${type}.${name}`, known === undefined ? `<${name}>` : readable(known, names));
    }
  }
  return names;
}
