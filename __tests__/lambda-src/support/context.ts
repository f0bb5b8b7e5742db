import type { Context } from "aws-lambda";

export const FUNCTION_ARN = "arn:aws:lambda:eu-west-1:123456789012:function:a-function";

export function lambdaContext(remainingMs: () => number = () => 30_000): Context {
  return {
    awsRequestId: "request-1",
    functionName: "a-function",
    invokedFunctionArn: FUNCTION_ARN,
    getRemainingTimeInMillis: remainingMs,
  } as Context;
}
