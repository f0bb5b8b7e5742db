import { readSettings } from "../../../lambda-src/run-alerts/settings";

const TOPIC_ARN = "arn:aws:sns:eu-west-1:123456789012:scalr-run-alerts";

test("the topic comes from TOPIC_ARN", () => {
  expect(readSettings({ TOPIC_ARN })).toEqual({ topicArn: TOPIC_ARN });
});

test("a missing TOPIC_ARN is refused", () => {
  expect(() => readSettings({})).toThrow("TOPIC_ARN environment variable is missing");
});
