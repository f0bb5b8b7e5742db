import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { atExit, killGroup, start } from "../scripts/lib/process";
import { ROOT } from "../scripts/lib/project";
import { ensureVirtualEnvironment } from "../scripts/lib/virtual-environment";
import { LOCAL_ACCOUNT, LOCAL_REGION } from "./account";
import type { Decisions, EndedDelivery, NamedPolicy } from "./decisions";
import { type Credentials, createUser, type UserPolicies } from "./users";

const FOLDER = join(ROOT, "local-aws");
const VENV = join(FOLDER, ".venv");
export const PYTHON = join(VENV, "bin/python");
const REQUIREMENTS = join(FOLDER, "requirements.txt");

const START_LIMIT_MS = 30_000;
const STOP_LIMIT_MS = 5_000;

/** How a local AWS differs from the default; each can be changed while it runs, but for `enforce`. */
export interface LocalSettings {
  /**
   * Whether policies are evaluated: of users, roles, resources and keys. The default user of `clientConfig` and `env` is
   * the account's root and may do everything; {@link LocalAws.user} gives another one.
   * @default true
   */
  readonly enforce?: boolean;
  /** Seconds until a queue's changed policy takes effect. AWS: up to 60. @default 0 */
  readonly policyDelay?: number;
  /** Seconds before EventBridge's first retry; each next one waits twice as long, 60 at most. @default 1 */
  readonly retryInterval?: number;
  /** Seconds that an event source mapping is "Enabling" and "Disabling". AWS: up to a minute. @default 0 */
  readonly mappingDelay?: number;
}

/** Who calls: for SDK clients, and for child processes. */
export interface Caller {
  /** For AWS SDK clients: `new SQSClient(caller.clientConfig)`. */
  readonly clientConfig: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  };
  /** For child processes (Terraform, cdktf, AWS CLI), on top of process.env. */
  readonly env: Readonly<Record<string, string>>;
}

export interface LocalAws extends Caller {
  /** "http://127.0.0.1:<port>", for every service. */
  readonly endpoint: string;
  /** Its folder for files, yours too (Terraform's state, say); gone after stop(), and even when this process is killed. */
  readonly folder: string;
  /** The log of MiniStack and its Lambda functions; gone after stop(). */
  readonly logFile: string;
  /** Deletes every resource. */
  reset(): Promise<void>;
  /** Changes settings while it runs. */
  set(settings: Omit<LocalSettings, "enforce">): Promise<void>;
  /** A new user with these policies and no others, of this account by default. */
  user(name: string, policies: UserPolicies, account?: string): Promise<Caller>;
  /** What policies were asked and answered, and what became of EventBridge's deliveries, since the start or `forget`. */
  decisions(): Promise<Decisions>;
  /** How each delivery of EventBridge ended, since the same time. */
  deliveries(): Promise<EndedDelivery[]>;
  /** Forgets all decisions and deliveries. */
  forgetDecisions(): Promise<void>;
  /** Every policy of the account and region, as ./evaluate.ts takes them. */
  policies(): Promise<NamedPolicy[]>;
  /** Ends it with its Lambda processes and files; does nothing the second time. */
  stop(): Promise<void>;
}

/**
 * Installs the pinned MiniStack into local-aws/.venv, unless it is there.
 * @throws with what to install when no suitable Python is found, or with pip's message
 */
export async function ensureLocalAws(): Promise<void> {
  await ensureVirtualEnvironment(VENV, REQUIREMENTS);
}

const ROOT_CREDENTIALS: Credentials = { accessKeyId: LOCAL_ACCOUNT, secretAccessKey: "local" };

function caller(endpoint: string, credentials: Credentials): Caller {
  return { clientConfig: { endpoint, region: LOCAL_REGION, credentials }, env: environment(endpoint, credentials) };
}

/** For child processes, on top of process.env: what a developer has set for the real AWS has no say. */
export function withoutRealAws(): Record<string, string> {
  const settings = Object.keys(process.env).filter((name) => name.startsWith("AWS_"));
  return {
    ...Object.fromEntries(settings.map((name) => [name, ""])),
    AWS_EC2_METADATA_DISABLED: "true",
    // When the local AWS is gone, a client should say so now, not after the default's many minutes.
    AWS_MAX_ATTEMPTS: "3",
  };
}

function environment(endpoint: string, credentials: Credentials): Record<string, string> {
  return {
    ...withoutRealAws(),
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_REGION: LOCAL_REGION,
    AWS_DEFAULT_REGION: LOCAL_REGION,
  };
}

/**
 * Starts a local AWS of its own on a free port of 127.0.0.1; installs it on first use.
 * Nothing of it outlives this process, however that ends.
 * @throws with the end of the log when it does not come up within 30 seconds
 */
export async function startLocalAws(settings: LocalSettings = {}): Promise<LocalAws> {
  await ensureLocalAws();
  const folder = mkdtempSync(join(tmpdir(), "local-aws-"));
  const withdraw = atExit(() => rmSync(folder, { recursive: true, force: true }));
  const logFile = join(folder, "ministack.log");
  const log = openSync(logFile, "w");
  // Lambda functions inherit this environment, so it holds what they need and nothing of the developer's.
  const { PATH = "" } = process.env;
  const child = start(PYTHON, ["-u", join(FOLDER, "launcher.py"), folder, JSON.stringify(settings)], {
    env: { PATH, LANG: "C.UTF-8" },
    stdio: ["pipe", log, log],
  });
  closeSync(log);
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()).once("error", () => resolve()));

  const stop = async () => {
    child.stdin?.end(); // the launcher takes this as the sign to end
    const timer = setTimeout(() => killGroup(child), STOP_LIMIT_MS);
    await ended;
    clearTimeout(timer);
    rmSync(folder, { recursive: true, force: true });
    withdraw();
  };

  let endpoint: string;
  try {
    endpoint = await healthyEndpoint(folder, () => child.exitCode !== null || child.signalCode !== null);
  } catch (error) {
    const said = existsSync(logFile) ? readFileSync(logFile, "utf8").split("\n").slice(-20).join("\n") : "";
    await stop();
    throw new Error(`${(error as Error).message}\n${said}`);
  }

  return {
    endpoint,
    ...caller(endpoint, ROOT_CREDENTIALS),
    folder,
    logFile,
    reset: async () => void (await ask(endpoint, "POST", "/_ministack/reset")),
    set: async (changed) =>
      void (await ask(endpoint, "PUT", `/_local/settings?values=${encodeURIComponent(JSON.stringify(changed))}`)),
    user: async (name, policies, account) => caller(endpoint, await createUser(endpoint, name, policies, account)),
    decisions: () => ask<Decisions>(endpoint, "GET", "/_local/decisions"),
    deliveries: () => ask<EndedDelivery[]>(endpoint, "GET", "/_local/deliveries"),
    forgetDecisions: async () => void (await ask(endpoint, "DELETE", "/_local/decisions")),
    policies: () => ask<NamedPolicy[]>(endpoint, "GET", `/_local/policies?account=${LOCAL_ACCOUNT}`),
    stop,
  };
}

async function ask<T>(endpoint: string, method: string, path: string): Promise<T> {
  const response = await fetch(`${endpoint}${path}`, { method });
  const text = await response.text();
  if (!response.ok) throw new Error(`The local AWS answered ${method} ${path} with ${response.status}: ${text}`);
  return JSON.parse(text) as T;
}

/** Waits until it answers at the port that it has written into its folder. */
async function healthyEndpoint(folder: string, hasEnded: () => boolean): Promise<string> {
  const portFile = join(folder, "port");
  const deadline = Date.now() + START_LIMIT_MS;
  while (Date.now() < deadline) {
    if (hasEnded()) throw new Error("The local AWS ended while it was starting. Its last words:");
    if (existsSync(portFile)) {
      const endpoint = `http://127.0.0.1:${readFileSync(portFile, "utf8")}`;
      const response = await fetch(`${endpoint}/_ministack/health`).catch(() => undefined);
      if (response?.ok) return endpoint;
    }
    await delay(100);
  }
  throw new Error(`The local AWS did not answer within ${START_LIMIT_MS / 1000} s. Its last words:`);
}
