import type { NamedPolicy, PolicyDocument, PolicyRequest } from "../../../local-aws/decisions";
import { evaluate } from "../../../local-aws/evaluate";

interface Statement {
  readonly Sid?: string;
  readonly Action?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export interface Mutation {
  /** The policy's name and what it lost: "…:role/forwarder work: WriteLog without logs:PutLogEvents". */
  readonly what: string;
  /** The policies that differ, by their names. */
  readonly changed: Readonly<Record<string, PolicyDocument>>;
}

/**
 * Policies without one of their statements, actions, resources or conditions, one at a time.
 * @param shortened Mutation.what in other words; mutations that are the same in these happen at the same time
 */
export function mutationsOf(policies: readonly NamedPolicy[], shortened = (what: string) => what): Mutation[] {
  const mutations = new Map<string, Record<string, PolicyDocument>>();
  for (const policy of policies) {
    for (const { lost, document } of lesserOnes(policy)) {
      const what = shortened(`${policy.name}: ${lost}`);
      mutations.set(what, { ...mutations.get(what), [policy.name]: document });
    }
  }
  return [...mutations].map(([what, changed]) => ({ what, changed }));
}

function lesserOnes({ document }: NamedPolicy): { readonly lost: string; readonly document: PolicyDocument }[] {
  const statements = [document.Statement].flat() as Statement[];
  return statements.flatMap((statement, index) => {
    const { Sid = `statement ${index}` } = statement;
    const lesser = [undefined, ...withoutOneOf(statement, "Action"), ...withoutOneOf(statement, "Resource")];
    return [...lesser, ...withoutOneCondition(statement)].map((change) => ({
      lost: `${Sid}${change ? ` without ${change.lost}` : " is gone"}`,
      document: { ...document, Statement: statements.toSpliced(index, 1, ...(change ? [change.statement] : [])) },
    }));
  });
}

function withoutOneOf(statement: Statement, element: "Action" | "Resource") {
  const all = [statement[element] ?? []].flat();
  if (all.length < 2) return [];
  return all.map((lost) => ({ lost, statement: { ...statement, [element]: all.filter((one) => one !== lost) } }));
}

function withoutOneCondition(statement: Statement) {
  return Object.entries(statement.Condition ?? {}).flatMap(([operator, keys]) =>
    Object.keys(keys).map((lost) => {
      const others = Object.fromEntries(Object.entries(keys).filter(([key]) => key !== lost));
      return { lost, statement: { ...statement, Condition: { ...statement.Condition, [operator]: others } } };
    }),
  );
}

/** Requests that differ from these in one thing that a condition asks for: what a policy should not allow. */
export function probesOf(policies: readonly NamedPolicy[], requests: readonly PolicyRequest[]): PolicyRequest[] {
  const statements = policies.flatMap(({ document }) => [document.Statement].flat() as Statement[]);
  const asked = new Set(
    statements.flatMap(({ Condition = {} }) =>
      Object.values(Condition).flatMap((keys) => Object.keys(keys).map((key) => key.toLowerCase())),
    ),
  );
  const probes = requests.flatMap((request) => [
    { ...request, secure: false },
    ...Object.entries(request.context).flatMap(([key, value]) =>
      asked.has(key) && typeof value === "string"
        ? othersThan(value).map((other) => ({ ...request, context: { ...request.context, [key]: other } }))
        : [],
    ),
  ]);
  return [...new Map(probes.map((probe) => [JSON.stringify(probe), probe])).values()];
}

/** Something else, and the same of another account. */
function othersThan(value: string): string[] {
  return [`${value}-other`, value.replace(/:\d{12}:/, ":999999999999:")];
}

/** The mutations that change no decision, neither of these requests nor of their probes. */
export async function unnoticed(
  policies: readonly NamedPolicy[],
  requests: readonly PolicyRequest[],
  mutations: readonly Mutation[] = mutationsOf(policies),
): Promise<string[]> {
  const all = [...requests, ...probesOf(policies, requests)];
  const variants = mutations.map(({ changed }) => changed);
  const answer = await evaluate({ policies, requests: all, variants });
  const before = JSON.stringify(answer.decisions);
  return mutations.flatMap(({ what }, index) => (JSON.stringify(answer.variants[index]) === before ? [what] : []));
}
