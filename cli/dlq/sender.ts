import type { Message } from "@aws-sdk/client-sqs";
import type { AwsSettings } from "../aws/aws";
import type { CommandContext } from "../command";
import { CliError } from "../errors";
import { onceEach } from "../once";
import { Deliveries } from "./delivery";
import { endpointOf } from "./endpoint";
import { SENDERS } from "./services";

export interface SenderOptions {
  /** How to reach the destinations. */
  readonly settings: AwsSettings;
  /** Whether standard input, if it is no terminal, is the secret of the only destination. */
  readonly secretIsPiped: boolean;
}

/** Sends events to destinations of any kind. */
export class Sender {
  readonly #deliveries: Deliveries;
  /** By the ARN of the API destination. */
  readonly #endpointAt = onceEach((arn) => this.#open(arn));
  readonly #awsIn = onceEach((region) => this.context.connect({ ...this.options.settings, region }));

  constructor(
    private readonly context: CommandContext,
    private readonly options: SenderOptions,
  ) {
    this.#deliveries = new Deliveries(context.aws);
  }

  /** @throws CliError, and what AWS answers, if the destination does not take it */
  async send(message: Message): Promise<void> {
    const delivery = await this.#deliveries.of(message);
    const { Arn } = delivery.target;
    if (Arn.includes(":api-destination/")) return (await this.#endpointAt(Arn))(delivery.payload);
    const [, , service, region] = Arn.split(":") as [string, string, string, string];
    const send = SENDERS[service];
    if (!send) throw new CliError(`Destinations such as ${Arn} are not known.`);
    await send(this.#awsIn(region), delivery);
  }

  async #open(arn: string): Promise<(payload: string) => Promise<void>> {
    const { aws, fetch } = this.context;
    const endpoint = await endpointOf(aws, arn, fetch);
    const authorization = await endpoint.authorize(await this.#secret(endpoint.secretName));
    return (payload) => endpoint.send(payload, authorization);
  }

  async #secret(name: string): Promise<string> {
    const { input, output } = this.context;
    if (input.isTTY) output.note(`Paste ${name} and press Enter. It is not shown:`);
    else if (!this.options.secretIsPiped) {
      throw new CliError(`Needs ${name}: run the command with --destination, and with that on standard input.`);
    }
    return (await input.readSecret()).trim();
  }
}
