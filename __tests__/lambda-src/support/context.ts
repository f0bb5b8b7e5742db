import type { Context } from "aws-lambda";

export function lambdaContext(remainingMs: () => number = () => 30_000): Context {
  return { awsRequestId: "request-1", functionName: "a-function", getRemainingTimeInMillis: remainingMs } as Context;
}
