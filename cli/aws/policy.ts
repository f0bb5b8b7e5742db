/** A request of a service to a resource, as a resource's policy sees it. */
export interface ServiceRequest {
  /** Such as `events.amazonaws.com`. */
  readonly service: string;
  readonly action: string;
  /** Undefined for the trust policy of a role, which names none. */
  readonly resource?: string;
  /** What the service acts for: `aws:SourceArn`. */
  readonly sourceArn: string;
}

interface Statement {
  readonly Effect: string;
  readonly Principal?: unknown;
  readonly Action?: unknown;
  readonly Resource?: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/**
 * Whether a resource's policy lets a service in. Of conditions, it compares `aws:SourceArn`, and takes the others as met;
 * statements that deny are not looked at.
 * @param document JSON, or undefined if there is no policy
 */
export function letsIn(document: string | undefined, request: ServiceRequest): boolean {
  return statementsOf(document).some((statement) => allows(statement, request));
}

/** Whether the policy of a role allows an action. Conditions and statements that deny are not looked at. */
export function grants(document: string | undefined, action: string, resource: string): boolean {
  return statementsOf(document).some(
    ({ Effect, Action, Resource }) =>
      Effect === "Allow" &&
      matchesSome(listOf<string>(Action), action) &&
      matchesSome(listOf<string>(Resource), resource),
  );
}

/** Whether a resource's policy lets an account or its organization in. Which organization is not looked at. */
export function letsAccountIn(document: string | undefined, account: string, action: string): boolean {
  return statementsOf(document).some(({ Effect, Principal, Action }) => {
    const named = Principal === "*" ? ["*"] : listOf<string>((Principal as { AWS?: unknown } | undefined)?.AWS);
    const isNamed = named.some((name) => name === "*" || name === account || name.includes(`::${account}:`));
    return Effect === "Allow" && isNamed && matchesSome(listOf<string>(Action), action);
  });
}

function statementsOf(document: string | undefined): readonly Statement[] {
  if (!document) return [];
  return listOf<Statement>((JSON.parse(document) as { Statement: unknown }).Statement);
}

function allows({ Effect, Principal, Action, Resource, Condition = {} }: Statement, request: ServiceRequest): boolean {
  const services =
    Principal === "*" ? ["*"] : listOf<string>((Principal as { Service?: unknown } | undefined)?.Service);
  const sources = Object.values(Condition).flatMap((values) =>
    Object.entries(values)
      .filter(([key]) => key.toLowerCase() === "aws:sourcearn")
      .map(([, patterns]) => listOf<string>(patterns)),
  );
  return (
    Effect === "Allow" &&
    matchesSome(services, request.service) &&
    matchesSome(listOf<string>(Action), request.action) &&
    (request.resource === undefined || matchesSome(listOf<string>(Resource), request.resource)) &&
    sources.every((patterns) => matchesSome(patterns, request.sourceArn))
  );
}

function matchesSome(patterns: readonly string[], text: string): boolean {
  return patterns.some((pattern) => {
    const expression = pattern
      .replace(/[.+^${}()|[\]\\]/g, "\\$&")
      .replaceAll("*", ".*")
      .replaceAll("?", ".");
    return new RegExp(`^${expression}$`, "i").test(text);
  });
}

function listOf<Item>(value: unknown): readonly Item[] {
  if (value === undefined) return [];
  return (Array.isArray(value) ? value : [value]) as Item[];
}
