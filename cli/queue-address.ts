import { UsageError } from "./errors";

/** Which queue is meant on the command line. */
export interface QueueAddress {
  /** Name, URL or ARN. */
  readonly given: string;
  readonly name: string;
  /** Undefined: that of the credentials. */
  readonly account: string | undefined;
  /** Undefined where it is not said. */
  readonly region: string | undefined;
}

const NAME = "(?<name>[A-Za-z0-9_-]{1,80}(?:\\.fifo)?)";
const ACCOUNT = "(?<account>[0-9]{12})";
const REGION = "(?<region>[a-z0-9-]+)";

const FORMS = [
  NAME,
  `arn:aws[a-z-]*:sqs:${REGION}:${ACCOUNT}:${NAME}`,
  // In China, the host ends in ".cn"; a local AWS has a host of its own.
  `https?://sqs\\.${REGION}\\.amazonaws\\.[a-z.]+/${ACCOUNT}/${NAME}`,
  `https?://[^/]+/(?:.+/)?${ACCOUNT}/${NAME}`,
].map((form) => new RegExp(`^${form}$`));

/**
 * @param option that it is given with, `--from`
 * @param given `management-events.fifo`, `https://sqs.us-east-1.amazonaws.com/123456789012/management-events.fifo`, or
 * `arn:aws:sqs:us-east-1:123456789012:management-events.fifo`
 * @throws UsageError that names the option, the value and what is allowed
 */
export function queueAddressOf(option: string, given: string): QueueAddress {
  const found = FORMS.map((form) => form.exec(given)?.groups).find((groups) => groups !== undefined);
  if (found) return { given, name: found.name!, account: found.account, region: found.region };
  throw new UsageError(
    `${option} must be a queue's name, its URL (https://sqs.<region>.amazonaws.com/<account>/<name>) or its ARN ` +
      `(arn:aws:sqs:<region>:<account>:<name>), got "${given}".`,
  );
}
