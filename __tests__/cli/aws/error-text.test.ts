import { errorText } from "../../../cli/aws/error-text";
import { awsError } from "../support/call";

const POLICIES = "The permissions that each command needs are in docs/policies, in the file cli-<command>.json.";

/** As AWS and its SDK word them. */
test.each([
  [
    awsError("CredentialsProviderError", "Could not load credentials from any providers"),
    "CredentialsProviderError: Could not load credentials from any providers. Sign in, for example with aws sso login, and choose the credentials with --profile or AWS_PROFILE.",
  ],
  [
    awsError("ExpiredTokenException", "The security token included in the request is expired"),
    "The AWS credentials have expired: sign in again, for example with aws sso login.",
  ],
  [
    awsError("UnrecognizedClientException", "The security token included in the request is invalid."),
    "UnrecognizedClientException: The security token included in the request is invalid. AWS does not accept these credentials: check --profile, or sign in again.",
  ],
  [
    awsError("Error", "Region is missing"),
    "The region is missing: set --region, AWS_REGION, or the region of the profile.",
  ],
  [
    awsError(
      "AccessDeniedException",
      "User: arn:aws:iam::123456789012:user/me is not authorized to perform: lambda:GetFunctionConfiguration",
    ),
    `AccessDeniedException: User: arn:aws:iam::123456789012:user/me is not authorized to perform: lambda:GetFunctionConfiguration. ${POLICIES}`,
  ],
  [
    awsError("ThrottlingException", "Rate exceeded"),
    "ThrottlingException: Rate exceeded. AWS limits the rate of these calls: run the command again in a minute.",
  ],
  [
    awsError("ResourceInUseException", "The event source mapping is being changed"),
    "ResourceInUseException: The event source mapping is being changed. AWS is changing the resource: run the command again in a minute.",
  ],
  [
    Object.assign(new Error(""), { code: "ECONNREFUSED" }),
    "ECONNREFUSED. AWS cannot be reached: check --region, --endpoint-url and the network.",
  ],
  [awsError("ValidationException", "Two\nlines"), "ValidationException: Two lines"],
  [new Error(""), "unknown"],
])("%s", (error, text) => {
  expect(errorText(error)).toBe(text);
});
