import { EventSourceMapping } from "../../../lambda-src/forwarder/event-source-mapping";
import { FakeAws } from "./support/fakes";

const UUID = "12345678-1234-1234-1234-123456789012";

const named = (name: string) => Object.assign(new Error(`${name}!`), { name });
const failing = (error: Error) => () => {
  throw error;
};

const found = () => ({ Parameter: { Value: UUID } });

function prepare({ ssm = found, lambda = () => ({}) }: { ssm?: () => object; lambda?: () => object } = {}) {
  const stores = { ssm: new FakeAws(ssm), lambda: new FakeAws(lambda) };
  const source = new EventSourceMapping({
    ssm: stores.ssm.client,
    lambda: stores.lambda.client,
    parameterName: "/relay/mapping",
  });
  return { ...stores, disable: () => source.disable(new AbortController().signal) };
}

describe("EventSourceMapping", () => {
  test("disables the mapping that the parameter names", async () => {
    const { disable, ssm, lambda } = prepare();

    expect(await disable()).toEqual({ uuid: UUID, wasBusy: false });
    expect(ssm.inputs).toEqual([{ Name: "/relay/mapping" }]);
    expect(lambda.inputs).toEqual([{ UUID, Enabled: false }]);
  });

  test("tells that something else is changing the mapping", async () => {
    const { disable } = prepare({ lambda: failing(named("ResourceInUseException")) });

    expect(await disable()).toEqual({ uuid: UUID, wasBusy: true });
  });

  test.each(["AccessDeniedException", "TooManyRequestsException", "ResourceNotFoundException"])(
    "fails with Lambda's %s",
    async (name) => {
      await expect(prepare({ lambda: failing(named(name)) }).disable()).rejects.toThrow(`${name}!`);
    },
  );

  test("fails with what SSM answers, and touches no mapping then", async () => {
    const { disable, lambda } = prepare({ ssm: failing(named("ParameterNotFound")) });

    await expect(disable()).rejects.toThrow("ParameterNotFound!");
    expect(lambda.inputs).toEqual([]);
  });

  test("hands Lambda nothing where the parameter is empty", async () => {
    const { disable, lambda } = prepare({ ssm: () => ({}) });

    await disable();

    expect(lambda.inputs).toEqual([{ UUID: undefined, Enabled: false }]);
  });
});
