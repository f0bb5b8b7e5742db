import {
  GetEventSourceMappingCommand,
  LambdaClient,
  ResourceInUseException,
  UpdateEventSourceMappingCommand,
} from "@aws-sdk/client-lambda";
import { GetParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { MappingInUseError } from "../errors";
import { awsCallConfig } from "./call";

export interface Mapping {
  readonly uuid: string;
  /** False from when it begins to be disabled until it begins to be enabled. */
  readonly isEnabled: boolean;
}

/**
 * The event source mapping that feeds the function from its queue.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_UpdateEventSourceMapping.html
 */
export class EventSourceMapping {
  readonly #parameterName: string;
  readonly #ssm = new SSMClient(awsCallConfig);
  readonly #lambda = new LambdaClient(awsCallConfig);

  /** @param parameterName name of the SSM parameter that holds the UUID of the mapping */
  constructor(parameterName: string) {
    this.#parameterName = parameterName;
  }

  /** @throws MappingInUseError while it is updated, and may be either; and what SSM or Lambda answers if it cannot be read */
  async find(abortSignal: AbortSignal): Promise<Mapping> {
    const parameter = await this.#ssm.send(new GetParameterCommand({ Name: this.#parameterName }), { abortSignal });
    const uuid = String(parameter.Parameter?.Value);
    const { State = "" } = await this.#lambda.send(new GetEventSourceMappingCommand({ UUID: uuid }), { abortSignal });
    if (State === "Updating") throw new MappingInUseError(`The event source mapping ${uuid} is being updated.`);
    return { uuid, isEnabled: !["Disabling", "Disabled"].includes(State) };
  }

  /** @throws MappingInUseError; and what Lambda answers if it cannot be done */
  async setEnabled(uuid: string, isEnabled: boolean, abortSignal: AbortSignal): Promise<void> {
    try {
      await this.#lambda.send(new UpdateEventSourceMappingCommand({ UUID: uuid, Enabled: isEnabled }), { abortSignal });
    } catch (error) {
      if (error instanceof ResourceInUseException) throw new MappingInUseError(error.message);
      throw error;
    }
  }
}
