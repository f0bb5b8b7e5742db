import { parse } from "@cdktf/hcl2json";
import { type Body, hcl, type Value } from "../../../scripts/publish/hcl";
import { publishedModule } from "../../../scripts/publish/published-module";
import { PUBLISHED_MODULES } from "../../../scripts/publish/published-modules";

/** Without what differs between the two syntaxes, or in format alone: spaces, and commas at the end of a line. */
function canonical(value: Value | undefined): unknown {
  if (typeof value === "string") {
    const text = withoutDirectives(value.replaceAll(/[\s,]/g, ""));
    return text.replace(/^\$\{(.*)\}$/, "$1");
  }
  if (Array.isArray(value)) {
    const elements = value.map(canonical);
    return elements.length === 1 && typeof elements[0] === "object" ? elements[0] : elements;
  }
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(
    ([name, inner]) => [name, name === "dynamic" ? byLabel(inner) : inner] as const,
  );
  return Object.fromEntries(entries.map(([name, inner]) => [name, canonical(inner)]));
}

/** hcl2json writes a condition in a template as directives. */
function withoutDirectives(template: string): string {
  const value = (text: string) => /^\$\{(.*)\}$/.exec(text)?.[1] ?? JSON.stringify(text);
  return template.replaceAll(
    /%\{if(.+?)\}(.+?)%\{else\}(.+?)%\{endif\}/g,
    (_, condition: string, yes: string, no: string) => `\${${condition}?${value(yes)}:${value(no)}}`,
  );
}

/** Dynamic blocks, which JSON may have as a list of objects, too. */
function byLabel(blocks: Value): Body {
  const labelled: Record<string, Value[]> = {};
  for (const [label, content] of [blocks].flat().flatMap((block) => Object.entries(block as Body))) {
    (labelled[label] ??= []).push(...[content].flat());
  }
  return labelled;
}

const files = PUBLISHED_MODULES.flatMap(({ definition }) =>
  Object.entries(publishedModule(definition)).map(([name, blocks]) => [definition.name, name, blocks] as const),
);

test.each(files)("of the module %s, %s says what its blocks say", async (_module, name, blocks) => {
  expect(canonical((await parse(name, await hcl(blocks))) as Value)).toEqual(canonical(blocks));
});

test.each<[what: string, json: Value, text: string]>([
  ["nothing", null, "null"],
  ["an empty list", [], "[]"],
  ["an empty map", {}, "{}"],
  ["an expression", '${var.a == "}" ? { b = "c" } : {}}', 'var.a == "}" ? { b = "c" } : {}'],
  ["a template", 'a "${join("${var.b}", ["\\"}"])}" ${var.c}', '"a \\"${join("${var.b}", ["\\"}"])}\\" ${var.c}"'],
  ["an escaped interpolation", '$${"a"} ${var.b}', '"$${\\"a\\"} ${var.b}"'],
  ["an escaped interpolation in quotes", '${f("$${a", var.b)}', 'f("$${a", var.b)'],
  ["a line's end and a backslash", "a\n\\b", '"a\\n\\\\b"'],
  ["a map's name that is none of the language", { "a:b": 1 }, '{\n    "a:b" = 1\n  }'],
])("%s", async (_what, json, text) => {
  expect(await hcl({ locals: { a: json } })).toBe(`locals {\n  a = ${text}\n}\n`);
});

test.each(["${var.a", '${"a'])("refuses %s, an expression without an end", (json) => {
  expect(() => hcl({ locals: { a: json } })).toThrow("has no end: ");
});

test("a description and a default are literal, as Terraform reads them in JSON", async () => {
  const variable = { default: { "${a}": ["%{b}"] }, description: 'Such as "${aws:username}".' };

  expect(await hcl({ variable: { a: variable } })).toContain(
    'description = "Such as \\"$${aws:username}\\"."\n  default = {\n    "$${a}" = ["%%{b}"]\n  }',
  );
});

test("a statement says first what it is, then what it allows, to whom, and when", async () => {
  const statement = { actions: ["a:B"], condition: [{ test: "Bool" }], effect: "Allow", principals: [{ type: "AWS" }] };
  const data = { aws_iam_policy_document: { a: { statement: [{ ...statement, resources: ["*"], sid: "A" }] } } };

  const text = await hcl({ data });
  const order = ["sid", "effect", "actions", "resources", "principals", "condition"].map((name) =>
    text.indexOf(`${name} `),
  );
  expect(order).toEqual(order.toSorted((a, b) => a - b));
});

test("a block is in the order of the style guide", async () => {
  const blocks: Body = {
    resource: {
      aws_sqs_queue: {
        queue: {
          depends_on: ["aws_iam_role.role"],
          dynamic: [{ rule: { for_each: "${var.rules}", content: { id: "${rule.key}" } } }],
          for_each: "${var.queues}",
          lifecycle: { ignore_changes: ["tags"], precondition: [{ condition: "${true}", error_message: "No." }] },
          name: "a",
          rule: [{ id: "b" }, { id: "c" }],
          variables: { LEVEL: "d" },
        },
      },
    },
    variable: { a: { default: {}, description: "A.", type: "object({ b = optional(string), c = number })" } },
  };

  expect(await hcl(blocks)).toMatchInlineSnapshot(`
    "resource "aws_sqs_queue" "queue" {
      for_each = var.queues

      name = "a"
      variables = {
        LEVEL = "d"
      }

      dynamic "rule" {
        for_each = var.rules

        content {
          id = rule.key
        }
      }

      rule {
        id = "b"
      }

      rule {
        id = "c"
      }

      lifecycle {
        ignore_changes = [tags]

        precondition {
          condition     = true
          error_message = "No."
        }
      }

      depends_on = [aws_iam_role.role]
    }

    variable "a" {
      type        = object({ b = optional(string), c = number })
      description = "A."
      default     = {}
    }
    "
  `);
});

test("blocks and addresses of the language are written as such, not as arguments and texts", async () => {
  const blocks: Body = {
    data: { aws_region: { current: { depends_on: ["aws_iam_role.role"] } } },
    output: {
      a: { depends_on: ["aws_iam_role.role"], precondition: { condition: "${true}", error_message: "No." }, value: 1 },
    },
    variable: { a: { type: "string", validation: [{ condition: "${true}", error_message: "No." }] } },
    moved: [{ from: "aws_iam_role.a", to: "aws_iam_role.b" }],
    terraform: { required_providers: { aws: { source: "hashicorp/aws" } }, required_version: ">= 1.5.0" },
  };

  expect(await hcl(blocks)).toMatchInlineSnapshot(`
    "data "aws_region" "current" {
      depends_on = [aws_iam_role.role]
    }

    output "a" {
      value = 1

      precondition {
        condition     = true
        error_message = "No."
      }

      depends_on = [aws_iam_role.role]
    }

    variable "a" {
      type = string

      validation {
        condition     = true
        error_message = "No."
      }
    }

    moved {
      from = aws_iam_role.a
      to   = aws_iam_role.b
    }

    terraform {
      required_version = ">= 1.5.0"

      required_providers {
        aws = {
          source = "hashicorp/aws"
        }
      }
    }
    "
  `);
});

test("a long list has a line for each element, a long type one for each attribute", async () => {
  const [a, b] = ["a".repeat(60), "b".repeat(60)];
  const object = `object({ ${a} = optional(map(string), {}), b = object({ ${b} = number }) })`;

  expect(await hcl({ locals: { a: [a, b] }, variable: { b: { type: `list(${object})` } } })).toBe(
    [
      "locals {",
      "  a = [",
      `    "${a}",`,
      `    "${b}",`,
      "  ]",
      "}",
      "",
      'variable "b" {',
      "  type = list(object({",
      `    ${a} = optional(map(string), {})`,
      "    b = object({",
      `      ${b} = number`,
      "    })",
      "  }))",
      "}",
      "",
    ].join("\n"),
  );
});
