import type { TokenEnvironment } from "../../lambda-src/contract/forwarder-environment";
import type { Aws } from "../aws/aws";
import { CliError } from "../errors";

/**
 * Stores a token where the function finds it.
 * @throws CliError if that is the function's environment
 */
export async function storeToken(aws: Aws, environment: TokenEnvironment, token: string): Promise<void> {
  const { ACCESS_TOKEN_SECRET_ARN: SecretId, ACCESS_TOKEN_PARAMETER_NAME: Name } = environment;
  if (SecretId) await aws.secrets.putSecretValue({ SecretId, SecretString: token });
  else if (Name) await aws.ssm.putParameter({ Name, Value: token, Type: "SecureString", Overwrite: true });
  else {
    throw new CliError(
      "The function has the token in its environment variable ACCESS_TOKEN: change it where you set it, and apply.",
    );
  }
}
