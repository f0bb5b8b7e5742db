import { withoutRealAws } from "../../local-aws/local-aws";

test("what a developer has set for the real AWS has no say", () => {
  process.env["AWS_PROFILE"] = "production";
  process.env["AWS_ENDPOINT_URL_SQS"] = "https://sqs.us-east-1.amazonaws.com";

  expect(withoutRealAws()).toMatchObject({
    AWS_PROFILE: "",
    AWS_ENDPOINT_URL_SQS: "",
    AWS_EC2_METADATA_DISABLED: "true",
  });
});
