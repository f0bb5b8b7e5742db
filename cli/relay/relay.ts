import type { EventSourceMappingConfiguration, FunctionConfiguration } from "@aws-sdk/client-lambda";
import type { ForwarderEnvironment } from "../../lambda-src/contract/forwarder-environment";
import type { Aws } from "../aws/aws";
import { CliError } from "../errors";
import { variablesOf } from "./environment";
import { missing } from "./missing";
import { type RelayNames, relayNames } from "./names";

/** A relay as it is deployed. */
export interface Relay {
  readonly names: RelayNames;
  readonly function: FunctionConfiguration;
  /** Only the commands that need it may have to decrypt it. */
  readonly environment: Partial<ForwarderEnvironment>;
  /** Undefined if somebody deleted it. */
  readonly mapping: EventSourceMappingConfiguration | undefined;
}

/**
 * Finds the relay whose names begin with a prefix.
 * @throws CliError if there is none in this account and region
 */
export async function findRelay(aws: Aws, prefix: string | undefined): Promise<Relay> {
  const relay = await findRelayIfAny(aws, prefix);
  if (relay) return relay;
  throw await missing(aws, `function ${relayNames(prefix).function}`);
}

/** The same; undefined if there is none. */
export async function findRelayIfAny(aws: Aws, prefix: string | undefined): Promise<Relay | undefined> {
  const names = relayNames(prefix);
  try {
    const found = await aws.lambda.getFunctionConfiguration({ FunctionName: names.function });
    const { EventSourceMappings = [] } = await aws.lambda.listEventSourceMappings({ FunctionName: names.function });
    return {
      names,
      function: found,
      get environment() {
        return variablesOf(found);
      },
      mapping: EventSourceMappings.find(({ EventSourceArn }) => EventSourceArn?.endsWith(`:${names.queue}`)),
    };
  } catch (error) {
    if ((error as Error).name !== "ResourceNotFoundException") throw error;
    return undefined;
  }
}

/** @throws CliError if the function has no trigger */
export function mappingOf({ mapping, names }: Relay): EventSourceMappingConfiguration & { readonly UUID: string } {
  if (mapping?.UUID) return { ...mapping, UUID: mapping.UUID };
  throw new CliError(
    `The function ${names.function} has no event source mapping of the queue ${names.queue}: terraform apply creates it.`,
  );
}
