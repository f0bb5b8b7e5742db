import { LambdaEventSourceMapping } from "@cdktf/provider-aws/lib/lambda-event-source-mapping";
import { Construct } from "constructs";
import { Queue } from "../../../modules/eventing/queue";
import { tagAll } from "../../../modules/eventing/tagging";
import { block, synth } from "../synth";

const tagged = (tags: Record<string, string> | undefined) =>
  synth((stack) => {
    new Queue(stack, "elsewhere", { name: "elsewhere" });
    const scope = new Construct(stack, "scope");
    tagAll(scope, tags);
    new Queue(scope, "queue", { name: "queue" });
  });

test("tags every resource below the scope that takes tags, made before or after", () => {
  const { resource } = tagged({ team: "platform" });

  expect(resource["aws_sqs_queue"]?.["scope_queue"]).toMatchObject({ tags: { team: "platform" } });
  expect(JSON.stringify(resource).match(/"tags":/g)).toHaveLength(1);
});

test("does nothing without tags", () => {
  expect(JSON.stringify(tagged(undefined).resource)).not.toContain("tags");
});

test("tags event source mappings only in the partition that has tags for them", () => {
  const { resource } = synth((stack) => {
    new LambdaEventSourceMapping(stack, "mapping", { functionName: "relay" });
    tagAll(stack, { team: "platform" });
  });

  expect(block(resource, "aws_lambda_event_source_mapping.mapping")["tags"]).toBe(
    '${(data.aws_partition.current.partition == "aws") ? {"team" = "platform"} : null}',
  );
});
