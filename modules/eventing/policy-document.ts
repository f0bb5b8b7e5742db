import {
  DataAwsIamPolicyDocument,
  type DataAwsIamPolicyDocumentStatement,
  dataAwsIamPolicyDocumentStatementToTerraform,
} from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { Construct } from "constructs";
import { type Condition, choose, isMap, onlyIf, type When } from "../terraform/condition";

export interface PolicyStatement extends DataAwsIamPolicyDocumentStatement {
  /** The statement's name: letters and digits, unique in the document. */
  readonly sid: string;
  /**
   * The document has the statement only if this holds. A map stands for entries that the document exists for, too.
   * @default true
   */
  readonly when?: When;
}

/** An IAM policy document as a data source, so that a plan shows each statement. */
export class PolicyDocument extends Construct {
  readonly document: DataAwsIamPolicyDocument;
  private readonly statements: PolicyStatement[] = [];

  /** @param when the document exists only if this holds, or once for each entry of a map; default true */
  constructor(scope: Construct, id: string, statements: readonly PolicyStatement[], when?: When) {
    super(scope, id);
    this.document = onlyIf(when, new DataAwsIamPolicyDocument(this, "Resource"));
    this.add(...statements);
  }

  /** Adds statements, but for those whose condition is false. */
  add(...statements: readonly PolicyStatement[]): void {
    this.statements.push(...statements.filter(({ when }) => when !== false));
    const conditional = this.statements.filter(isConditional);
    const unconditional = this.statements.filter((statement) => !isConditional(statement));
    if (unconditional.length > 0) this.document.putStatement(unconditional);
    if (conditional.length > 0) this.document.addOverride("dynamic", conditional.map(dynamicStatement));
  }

  /** The document as JSON text. */
  get json(): string {
    return this.document.json;
  }
}

interface ConditionalStatement extends PolicyStatement {
  readonly when: Condition;
}

function isConditional(statement: PolicyStatement): statement is ConditionalStatement {
  const { when = true } = statement;
  return when !== true && !isMap(when);
}

function dynamicStatement({ when, ...statement }: ConditionalStatement) {
  return {
    statement: {
      for_each: choose<unknown>(when, [true], []),
      content: dataAwsIamPolicyDocumentStatementToTerraform(statement) as object,
    },
  };
}

/** Denies requests to `resources` without TLS. */
export function denyInsecureTransport(actions: string, resources: string[]): PolicyStatement {
  return {
    sid: "DenyInsecureTransport",
    effect: "Deny",
    principals: [{ type: "*", identifiers: ["*"] }],
    actions: [actions],
    resources,
    condition: [{ test: "Bool", variable: "aws:SecureTransport", values: ["false"] }],
  };
}

/** Words in the form of a statement's name, which consists of letters and digits: `step_functions` as `StepFunctions`. */
export function pascalCase(words: string): string {
  return words.replace(/(?:^|[^A-Za-z0-9])([A-Za-z0-9])/g, (_, first: string) => first.toUpperCase());
}
