import type { FunctionConfiguration } from "@aws-sdk/client-lambda";
import { CliError } from "../errors";

/**
 * A function's environment variables.
 * @throws CliError if the caller may not decrypt them
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_EnvironmentResponse.html
 */
export function variablesOf({ FunctionName, Environment, KMSKeyArn }: FunctionConfiguration): Record<string, string> {
  const { Error: fault, Variables } = Environment ?? {};
  if (!fault) return { ...Variables };
  throw new CliError(
    `Lambda does not show the environment variables of ${FunctionName} (${fault.ErrorCode}): allow kms:Decrypt on the key ${KMSKeyArn}.`,
  );
}
