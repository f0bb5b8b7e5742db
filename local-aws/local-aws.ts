import { once } from "node:events";
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { atExit, killGroup, start } from "../scripts/lib/process";
import { ROOT } from "../scripts/lib/project";
import { ensureVirtualEnvironment } from "../scripts/lib/virtual-environment";

const FOLDER = join(ROOT, "local-aws");
const VENV = join(FOLDER, ".venv");
const PYTHON = join(VENV, "bin/python");
const REQUIREMENTS = join(FOLDER, "requirements.txt");

/** The account and region of the local AWS; MiniStack takes a 12-digit access key as the account. */
export const LOCAL_ACCOUNT = "123456789012";
export const LOCAL_REGION = "us-east-1";

const START_LIMIT_MS = 30_000;
const STOP_LIMIT_MS = 5_000;

export interface LocalAws {
  /** "http://127.0.0.1:<port>", for every service. */
  readonly endpoint: string;
  /** For AWS SDK clients: `new SQSClient(aws.clientConfig)`. */
  readonly clientConfig: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  };
  /** For child processes (Terraform, cdktf, AWS CLI), on top of process.env. */
  readonly env: Readonly<Record<string, string>>;
  /** Its folder for files, yours too (Terraform's state, say); gone after stop(), and even when this process is killed. */
  readonly folder: string;
  /** The log of MiniStack and its Lambda functions; gone after stop(). */
  readonly logFile: string;
  /** Deletes every resource. */
  reset(): Promise<void>;
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

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error(`no port in the address ${address}`);
  return address.port;
}

function environment(endpoint: string): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: LOCAL_ACCOUNT,
    AWS_SECRET_ACCESS_KEY: "local",
    AWS_REGION: LOCAL_REGION,
    AWS_DEFAULT_REGION: LOCAL_REGION,
    // What a developer may have set for the real AWS has no say here.
    AWS_SESSION_TOKEN: "",
    AWS_PROFILE: "",
    AWS_EC2_METADATA_DISABLED: "true",
    // When the local AWS is gone, a client should say so now, not after the default's many minutes.
    AWS_MAX_ATTEMPTS: "3",
  };
}

/**
 * Starts a local AWS of its own on a free port of 127.0.0.1; installs it on first use.
 * Nothing of it outlives this process, however that ends.
 * @throws with the end of the log when it does not come up within 30 seconds
 */
export async function startLocalAws(): Promise<LocalAws> {
  await ensureLocalAws();
  const folder = mkdtempSync(join(tmpdir(), "local-aws-"));
  const withdraw = atExit(() => rmSync(folder, { recursive: true, force: true }));
  const logFile = join(folder, "ministack.log");
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const log = openSync(logFile, "w");
  // Lambda functions inherit this environment, so it holds what they need and nothing of the developer's.
  const { PATH = "" } = process.env;
  const child = start(PYTHON, ["-u", join(FOLDER, "launcher.py"), String(port), folder], {
    env: { PATH, LANG: "C.UTF-8", PYTHONDONTWRITEBYTECODE: "1" },
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

  try {
    await healthy(endpoint, () => child.exitCode !== null || child.signalCode !== null);
  } catch (error) {
    const said = existsSync(logFile) ? readFileSync(logFile, "utf8").split("\n").slice(-20).join("\n") : "";
    await stop();
    throw new Error(`${(error as Error).message}\n${said}`);
  }

  return {
    endpoint,
    clientConfig: {
      endpoint,
      region: LOCAL_REGION,
      credentials: { accessKeyId: LOCAL_ACCOUNT, secretAccessKey: "local" },
    },
    env: environment(endpoint),
    folder,
    logFile,
    reset: async () => {
      const response = await fetch(`${endpoint}/_ministack/reset`, { method: "POST" });
      if (!response.ok)
        throw new Error(`The local AWS could not be reset: ${response.status} ${await response.text()}`);
    },
    stop,
  };
}

async function healthy(endpoint: string, hasEnded: () => boolean): Promise<void> {
  const deadline = Date.now() + START_LIMIT_MS;
  while (Date.now() < deadline) {
    if (hasEnded()) throw new Error("The local AWS ended while it was starting. Its last words:");
    const response = await fetch(`${endpoint}/_ministack/health`).catch(() => undefined);
    if (response?.ok) return;
    await delay(100);
  }
  throw new Error(`The local AWS did not answer at ${endpoint} within ${START_LIMIT_MS / 1000} s. Its last words:`);
}
