import { EventSourceMapping } from "../../../../lambda-src/forwarder/aws/event-source-mapping";
import { awsServer, signal } from "../support/aws-server";

const aws = awsServer();
const mapping = () => new EventSourceMapping("/relay/mapping");
const PATH = "/2015-03-31/event-source-mappings/the-uuid";

describe("EventSourceMapping", () => {
  test.each([
    ["Enabled", true],
    ["Enabling", true],
    ["Creating", true],
    ["Disabling", false],
    ["Disabled", false],
  ])("finds the mapping that the parameter names: %s", async (State, isEnabled) => {
    aws.answer({ Parameter: { Value: "the-uuid" } }, { UUID: "the-uuid", State });

    expect(await mapping().find(signal)).toEqual({ uuid: "the-uuid", isEnabled });
    expect(aws.calls()).toEqual([
      ["AmazonSSM.GetParameter", { Name: "/relay/mapping" }],
      [`GET ${PATH}`, {}],
    ]);
  });

  test("takes a mapping that does not say for enabled", async () => {
    aws.answer({}, {});

    expect(await mapping().find(signal)).toEqual({ uuid: "undefined", isEnabled: true });
  });

  test("does not guess what it is while it is updated", async () => {
    aws.answer({ Parameter: { Value: "the-uuid" } }, { UUID: "the-uuid", State: "Updating" });

    await expect(mapping().find(signal)).rejects.toMatchObject({ name: "MappingInUseError" });
  });

  test("fails with what SSM answers", async () => {
    aws.answer("ParameterNotFound");

    await expect(mapping().find(signal)).rejects.toMatchObject({ name: "ParameterNotFound" });
  });

  test.each([true, false])("sets it enabled: %s", async (isEnabled) => {
    aws.answer({});

    await mapping().setEnabled("the-uuid", isEnabled, signal);

    expect(aws.calls()).toEqual([[`PUT ${PATH}`, { Enabled: isEnabled }]]);
  });

  test("says that it is in use", async () => {
    aws.answer("ResourceInUseException");

    await expect(mapping().setEnabled("the-uuid", false, signal)).rejects.toMatchObject({ name: "MappingInUseError" });
  });

  test("fails with what Lambda answers", async () => {
    aws.answer("AccessDeniedException");

    const change = mapping().setEnabled("the-uuid", false, signal);

    await expect(change).rejects.toMatchObject({ name: "AccessDeniedException" });
  });
});
