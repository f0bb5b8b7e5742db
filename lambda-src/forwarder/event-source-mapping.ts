import { type LambdaClient, UpdateEventSourceMappingCommand } from "@aws-sdk/client-lambda";
import { GetParameterCommand, type SSMClient } from "@aws-sdk/client-ssm";

export interface EventSourceMappingParts {
  readonly ssm: Pick<SSMClient, "send">;
  readonly lambda: Pick<LambdaClient, "send">;
  /** Name of the SSM parameter that holds the UUID of the mapping. */
  readonly parameterName: string;
}

export interface DisabledMapping {
  readonly uuid: string | undefined;
  /** True when something else was changing the mapping, most likely another invocation that disables it, too. */
  readonly wasBusy: boolean;
}

/** The event source mapping that feeds the function from its queue. */
export class EventSourceMapping {
  readonly #parts: EventSourceMappingParts;

  constructor(parts: EventSourceMappingParts) {
    this.#parts = parts;
  }

  /**
   * Stops the queue from feeding the function; invocations under way end as usual.
   *
   * @throws what SSM or Lambda answers when it cannot be done
   * @see https://docs.aws.amazon.com/lambda/latest/api/API_UpdateEventSourceMapping.html
   */
  async disable(abortSignal: AbortSignal): Promise<DisabledMapping> {
    const { ssm, lambda, parameterName } = this.#parts;
    const { Parameter } = await ssm.send(new GetParameterCommand({ Name: parameterName }), { abortSignal });
    const uuid = Parameter?.Value;
    try {
      await lambda.send(new UpdateEventSourceMappingCommand({ UUID: uuid, Enabled: false }), { abortSignal });
      return { uuid, wasBusy: false };
    } catch (error) {
      if ((error as Error).name !== "ResourceInUseException") throw error;
      return { uuid, wasBusy: true };
    }
  }
}
