import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { start } from "../scripts/lib/process";
import { ROOT } from "../scripts/lib/project";
import type { Decision, NamedPolicy, PolicyDocument, PolicyRequest } from "./decisions";
import { ensureLocalAws, PYTHON } from "./local-aws";

export interface Question {
  readonly policies: readonly NamedPolicy[];
  readonly requests: readonly PolicyRequest[];
  /** Other documents of policies, by their names; null: without that policy. */
  readonly variants?: readonly Readonly<Record<string, PolicyDocument | null>>[];
}

export interface Answer {
  /** One a request. */
  readonly decisions: readonly Decision[];
  /** One list a variant. */
  readonly variants: readonly (readonly Decision[])[];
}

/** Decides requests as the local AWS would, without starting it: some thousand variants a minute. */
export async function evaluate(question: Question): Promise<Answer> {
  await ensureLocalAws();
  const child = start(PYTHON, [join(ROOT, "local-aws/evaluate.py")], { stdio: ["pipe", "pipe", "pipe"] });
  const { stdin, stdout, stderr } = child;
  if (stdin === null || stdout === null || stderr === null) throw new Error("evaluate.py has no pipes");
  stdin.end(JSON.stringify(question));
  const closed = once(child, "close") as Promise<[number | null]>;
  const [answer, said, [code]] = await Promise.all([text(stdout), text(stderr), closed]);
  if (code !== 0) throw new Error(`evaluate.py ended with ${code}: ${said}`);
  return JSON.parse(answer) as Answer;
}
