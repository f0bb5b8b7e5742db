import { UsageError } from "../errors";

/** A queue as named on the command line. */
export interface QueueAddress {
  /** The option's value: a name, URL or ARN. */
  readonly given: string;
  readonly name: string;
  /** Undefined: the account of the credentials. */
  readonly account: string | undefined;
  /** Undefined for a name, and for a URL without a region. */
  readonly region: string | undefined;
}

const NAME = "(?<name>[A-Za-z0-9_-]{1,80}(?:\\.fifo)?)";
const ACCOUNT = "(?<account>[0-9]{12})";
const REGION = "(?<region>[a-z0-9-]+)";

const FORMS = [
  NAME,
  `arn:aws[a-z-]*:sqs:${REGION}:${ACCOUNT}:${NAME}`,
  // In China, the host ends in ".cn"; a local AWS has its own host.
  `https?://sqs\\.${REGION}\\.amazonaws\\.[a-z.]+/${ACCOUNT}/${NAME}`,
  `https?://[^/]+/(?:.+/)?${ACCOUNT}/${NAME}`,
].map((form) => new RegExp(`^${form}$`));

/**
 * @param option the option's name, such as `--from`
 * @param given the option's value: `management-events.fifo`, `https://sqs.us-east-1.amazonaws.com/123456789012/management-events.fifo`, or
 * `arn:aws:sqs:us-east-1:123456789012:management-events.fifo`
 * @throws UsageError that names the option, the value and the allowed forms
 */
export function queueAddressOf(option: string, given: string): QueueAddress {
  const match = FORMS.map((form) => form.exec(given)?.groups).find((groups) => groups !== undefined);
  if (match) return { given, name: match.name!, account: match.account, region: match.region };
  throw new UsageError(
    `${option} must be a queue's name, its URL (https://sqs.<region>.amazonaws.com/<account>/<name>) or its ARN ` +
      `(arn:aws:sqs:<region>:<account>:<name>), got "${given}".`,
  );
}
