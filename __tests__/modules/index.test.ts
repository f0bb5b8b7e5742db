import * as api from "../../modules";

test("the public API has the constructs of both flows, and what they are made of", () => {
  expect(Object.keys(api)).toEqual(
    expect.arrayContaining([
      "MechCloudSync",
      "Forwarder",
      "ManagementTrail",
      "AccessTokenSecret",
      "AccessTokenSource",
      "EventRule",
      "FifoQueue",
      "FifoQueueTarget",
      "DeadLetterQueue",
      "KeyPolicy",
      "PolicyDocument",
      "AWS_PROVIDER_VERSION",
    ]),
  );
  expect(Object.entries(api).filter(([, value]) => value === undefined)).toEqual([]);
});
