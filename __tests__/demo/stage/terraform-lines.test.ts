import { partOf, problemsIn } from "../../../demo/stage/terraform-lines";

const hook = (type: string, action: string) => ({ type, hook: { resource: { addr: "aws_sqs_queue.a" }, action } });

test.each<[object, string | undefined]>([
  [{ type: "planned_change", change: { resource: { addr: "aws_sqs_queue.a" }, action: "create" } }, "planned"],
  [hook("apply_start", "create"), "creating"],
  [hook("apply_progress", "create"), undefined],
  [hook("apply_complete", "create"), "created"],
  [hook("apply_errored", "create"), "failed"],
  [hook("apply_start", "delete"), "destroying"],
  [hook("apply_complete", "delete"), "destroyed"],
  [hook("apply_start", "read"), undefined],
  [{ type: "version", "@message": "Terraform 1.11.4" }, undefined],
])("reads %j", (line, state) => {
  expect(partOf(JSON.stringify(line))).toEqual(state && { address: "aws_sqs_queue.a", state });
});

test("reads nothing from a line that is no JSON", () => {
  expect(partOf("Warning: something")).toBeUndefined();
});

test("shows errors as people read them, and no warnings", () => {
  const diagnostics = [
    { severity: "error", summary: "creating SQS Queue: denied", detail: "with aws_sqs_queue.a" },
    { severity: "warning", summary: "deprecated", detail: "" },
    { severity: "error", summary: "no such region", detail: "" },
  ];
  const output = [...diagnostics.map((diagnostic) => JSON.stringify({ type: "diagnostic", diagnostic })), "{}"].join(
    "\n",
  );

  expect(problemsIn(output)).toBe("creating SQS Queue: denied\nwith aws_sqs_queue.a\n\nno such region");
});
