import { deploymentProgress, isCreated } from "../../../demo/picture/deployment";
import type { Fact } from "../../../demo/picture/facts";
import { pictureOf } from "./events";

const part = (address: string, state: Extract<Fact, { kind: "part" }>["state"], at = 0): Fact => ({
  kind: "part",
  at,
  address,
  state,
});

test.each<[string, Fact[], object]>([
  ["nothing is planned", [], { done: 0, total: 0, underWay: [] }],
  [
    "some are being created",
    [
      part("module.a.aws_sqs_queue.one", "created"),
      part("module.a.aws_sqs_queue.two", "creating", 2),
      part("module.b.aws_sns_topic.three[0]", "creating", 1),
      part('module.b.aws_sqs_queue.four["x"]', "creating", 3),
      part("aws_sqs_queue.five", "planned"),
    ],
    { done: 1, total: 5, underWay: ["1 × aws_sns_topic", "2 × aws_sqs_queue"] },
  ],
  [
    "they are being destroyed",
    [part("aws_sqs_queue.one", "created"), part("aws_sqs_queue.two", "destroying"), part("a.b", "destroyed")],
    { done: 1, total: 3, underWay: ["1 × aws_sqs_queue"] },
  ],
])("the progress if %s", (_, facts, expected) => {
  expect(deploymentProgress(pictureOf(...facts).parts)).toEqual(expected);
});

test("the rules are there once each of them is", () => {
  const rule = "module.mechcloud_sync.aws_cloudwatch_event_rule";
  const created = [part(`${rule}.instance_state_change`, "created"), part(`${rule}.tag_change[0]`, "created")];

  expect(isCreated(pictureOf().parts, "rules")).toBe(false);
  expect(isCreated(pictureOf(...created, part(`${rule}.cloudtrail[0]`, "creating")).parts, "rules")).toBe(false);
  expect(isCreated(pictureOf(...created).parts, "rules")).toBe(true);
});
