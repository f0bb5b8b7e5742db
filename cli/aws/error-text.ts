interface Advice {
  /** Matches the error's name, its code or its message. */
  readonly pattern: RegExp;
  readonly advice: string;
  /** Whether the SDK's own message says nothing more. */
  readonly replaces?: true;
}

const ADVICE: readonly Advice[] = [
  {
    pattern: /^CredentialsProviderError/,
    advice: "Sign in, for example with aws sso login, and choose the credentials with --profile or AWS_PROFILE.",
  },
  {
    pattern: /^(ExpiredToken|ExpiredTokenException|TokenRefreshRequired|RequestExpired)\b/,
    advice: "The AWS credentials have expired: sign in again, for example with aws sso login.",
    replaces: true,
  },
  {
    pattern: /^(InvalidClientTokenId|UnrecognizedClientException|InvalidSignatureException|SignatureDoesNotMatch)\b/,
    advice: "AWS does not accept these credentials: check --profile, or sign in again.",
  },
  {
    pattern: /Region is missing/,
    advice: "The region is missing: set --region, AWS_REGION, or the region of the profile.",
    replaces: true,
  },
  {
    pattern: /AccessDenied|AuthorizationError|UnauthorizedOperation|not authorized to perform/,
    advice: "The permissions that each command needs are in docs/policies, in the file cli-<command>.json.",
  },
  {
    pattern: /Throttl|TooManyRequests|RequestLimitExceeded|SlowDown/,
    advice: "AWS limits the rate of these calls: run the command again in a minute.",
  },
  {
    pattern: /^ResourceInUseException/,
    advice: "AWS is changing the resource: run the command again in a minute.",
  },
  {
    pattern: /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNRESET|TimeoutError/,
    advice: "AWS cannot be reached: check --region, --endpoint-url and the network.",
  },
];

/** An error of AWS or of its SDK in one line, with what to do if that is known. */
export function errorText(error: Error): string {
  const { name, message } = error;
  // An AggregateError of Node.js has no message.
  const text = message || ("code" in error ? String(error.code) : "unknown");
  const line = `${name === "Error" ? "" : `${name}: `}${text}`.replaceAll(/\s+/g, " ").trim();
  const found = ADVICE.find(({ pattern }) => pattern.test(line));
  if (!found) return line;
  return found.replaces ? found.advice : `${line}${/[.!]$/.test(line) ? "" : "."} ${found.advice}`;
}
