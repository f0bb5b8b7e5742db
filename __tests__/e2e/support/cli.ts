import { spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { LOCAL_ACCOUNT } from "../../../local-aws/account";
import type { PolicyDocument } from "../../../local-aws/decisions";
import { documentedPolicy } from "../../../scripts/permissions/documented";
import { CLI } from "./bundled-cli";
import type { TestBed } from "./test-bed";

export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs commands, each as a user who has the documented policy of that command and no others. */
export class CliUsers {
  readonly #users = new Map<string, Promise<Readonly<Record<string, string>>>>();
  readonly #profiles: string;

  /** @param also policies that all users have, too */
  constructor(
    private readonly bed: TestBed,
    private readonly also: Readonly<Record<string, PolicyDocument>> = {},
    private readonly account = LOCAL_ACCOUNT,
  ) {
    this.#profiles = join(bed.folder, "profiles");
  }

  /** Users of another account. */
  of(account: string): CliUsers {
    return new CliUsers(this.bed, this.also, account);
  }

  /** Makes a command's user a profile, which all users may name. */
  async addProfile(name: string, policy: string): Promise<void> {
    const { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret } = await this.#envOf(policy);
    appendFileSync(this.#profiles, `[${name}]\naws_access_key_id = ${id}\naws_secret_access_key = ${secret}\n`);
  }

  /**
   * @param policy the name of the policy in docs/policies, without `cli-`
   * @param input what is piped into the command
   */
  async run(policy: string, argv: readonly string[], input = ""): Promise<CliResult> {
    const profiles = { AWS_SHARED_CREDENTIALS_FILE: this.#profiles, AWS_CONFIG_FILE: this.#profiles };
    const env = { ...process.env, ...(await this.#envOf(policy)), ...profiles };
    const child = spawn(process.execPath, [CLI, ...argv], { env, stdio: "pipe" });
    child.stdin.on("error", () => {}); // It may end without reading.
    child.stdin.end(input);
    const [stdout, stderr, [code]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, "close") as Promise<[number | null]>,
    ]);
    return { code, stdout, stderr };
  }

  #envOf(policy: string): Promise<Readonly<Record<string, string>>> {
    const user =
      this.#users.get(policy) ??
      this.bed.aws
        .user(`cli-${policy}`, { [policy]: this.#documented(policy), ...this.also }, this.account)
        .then(({ env }) => env);
    this.#users.set(policy, user);
    return user;
  }

  #documented(policy: string): PolicyDocument {
    const text = JSON.stringify(documentedPolicy(`cli-${policy}`));
    return JSON.parse(text.replaceAll(LOCAL_ACCOUNT, this.account)) as PolicyDocument;
  }
}

interface Entry {
  readonly problem: string;
}

/** What doctor finds and notes. */
export async function diagnose(
  users: CliUsers,
  ...options: string[]
): Promise<{ findings: string[]; notes: string[] }> {
  const { stdout, stderr } = await users.run("doctor", ["doctor", "--json", ...options]);
  if (!stdout) throw new Error(stderr);
  const { checks } = JSON.parse(stdout) as { checks: { id: string; findings: Entry[]; notes: Entry[] }[] };
  const all = (kind: "findings" | "notes") =>
    checks.flatMap((check) => check[kind].map(({ problem }) => `${check.id}: ${problem}`));
  return { findings: all("findings"), notes: all("notes") };
}
