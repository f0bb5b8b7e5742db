import { briefFilter } from "../../../scripts/lib/brief-terraform.cjs";

function brief(text: string): string {
  return text.split("\n").filter(briefFilter()).join("\n");
}

const PLAN = `
Terraform will perform the following actions:

  # data.aws_iam_policy_document.topic will be read during apply
  # (config refers to values not yet known)
 <= data "aws_iam_policy_document" "topic" {
      + id = (known after apply)
    }

\x1b[1m  # aws_sqs_queue.events\x1b[0m will be created
\x1b[0m  \x1b[32m+\x1b[0m\x1b[0m resource "aws_sqs_queue" "events" {
      + arn  = (known after apply)
      + tags = {
          + "a" = "b"
        }
    }

  # aws_sqs_queue.dlq will be updated in-place
  ~ resource "aws_sqs_queue" "dlq" {
      ~ name = "a" -> "b"
    }

  # aws_sns_topic.old will be destroyed
  - resource "aws_sns_topic" "old" {
      - arn = "arn" -> null
    }

Plan: 1 to add, 1 to change, 1 to destroy.

Changes to Outputs:
  + queue_url = (known after apply)
  + policy    = jsonencode(
        {}
    )

Do you want to perform these actions?
  Only 'yes' will be accepted to approve.
`;

test("of a plan, what is created or destroyed is named, and what changes is shown in full", () => {
  expect(brief(PLAN).replaceAll(/\x1b\[\d+m/g, "")).toBe(`
Terraform will perform the following actions:

  # aws_sqs_queue.events will be created
  # aws_sqs_queue.dlq will be updated in-place
  ~ resource "aws_sqs_queue" "dlq" {
      ~ name = "a" -> "b"
    }

  # aws_sns_topic.old will be destroyed
Plan: 1 to add, 1 to change, 1 to destroy.

Do you want to perform these actions?
  Only 'yes' will be accepted to approve.
`);
});

const APPLY = `data.aws_region.current: Reading...
data.aws_region.current: Read complete after 0s [id=eu-central-1]
aws_sqs_queue.dlq: Refreshing state... [id=a]
aws_sqs_queue.events: Creating...
aws_sqs_queue.events: Still creating... [10s elapsed]
aws_sqs_queue.events: Creation complete after 25s [id=b]
aws_sns_topic.old: Destroying... [id=arn]
aws_sns_topic.old: Destruction complete after 0s
╷
│ Error: creating SQS Queue (c): AccessDenied
╵

Apply complete! Resources: 1 added, 0 changed, 1 destroyed.

Outputs:

queue_url = "b"
policy = <<EOT
{}
EOT
`;

test("of an apply, ends and errors are shown", () => {
  expect(brief(APPLY)).toBe(`aws_sqs_queue.events: Creation complete after 25s [id=b]
aws_sns_topic.old: Destruction complete after 0s
╷
│ Error: creating SQS Queue (c): AccessDenied
╵

Apply complete! Resources: 1 added, 0 changed, 1 destroyed.
`);
});
