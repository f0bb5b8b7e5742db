import { type Environment, required } from "../shared/environment";

export interface Settings {
  /** The SNS topic that alerts go to. */
  readonly topicArn: string;
}

/**
 * Reads the function's environment: `TOPIC_ARN` is required.
 *
 * @throws SettingsError that names the missing variable
 */
export function readSettings(environment: Environment): Settings {
  return { topicArn: required(environment, "TOPIC_ARN") };
}
