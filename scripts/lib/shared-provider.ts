import { once } from "node:events";
import { type ClientHttp2Session, connect, createServer, type ServerHttp2Session } from "node:http2";
import { type AddressInfo, createConnection } from "node:net";
import { join } from "node:path";
import { answer, ask, forward } from "./grpc";
import { CACHE } from "./project";
import { installedProvider, type ProviderProcess, startProvider } from "./provider-process";
import { schemasOfNamedTypes } from "./provider-schema";
import { Terraform, terraformEnvironment } from "./terraform";

export interface SharedProvider {
  /** For Terraform: use this provider instead of starting one. */
  readonly env: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** Two calls as versions 5 and 6 of the protocol name them; what comes before CONFIGURE needs no configuration. */
const SCHEMAS = /^\/tfplugin\d\.Provider\/Get(Provider)?Schema$/;
const CONFIGURE = /^\/tfplugin\d\.Provider\/Configure(Provider)?$/;

/**
 * Starts the AWS provider that is installed in `root`, for any number of Terraforms to use. Without it, each walk of each
 * command of Terraform starts the provider and reads the schemas of all its resources, which takes most of the time. Here,
 * a configuration of the provider has a process for itself as long as a walk lasts, and another walk has the process next;
 * the schemas are those of the types alone that this repository names.
 *
 * @param root an initialized folder
 * @param env the provider's environment, on top of process.env: it reads its credentials there, not in Terraform's
 * @param cache a folder for the schemas
 * @throws if the provider cannot be started, with what it printed
 */
export async function startSharedProvider(
  root: string,
  env: Readonly<Record<string, string>> = terraformEnvironment(),
  cache = join(CACHE, "provider-schemas"),
): Promise<SharedProvider> {
  const installed = installedProvider(root);
  const processes: Promise<ProviderProcess>[] = [];
  /** Those that no walk uses now. */
  const idle: Promise<ClientHttp2Session>[] = [];
  const begin = () => {
    const process = startProvider(installed, root, env);
    processes.push(process);
    return process.then(connectTo);
  };
  const first = begin();
  idle.push(first);
  await first; // It fails now if it fails.
  const { reattachment } = await processes[0]!;

  let schemas: Promise<Uint8Array> | undefined;
  const open = new Set<ServerHttp2Session>();
  const server = createServer();
  server.on("session", (terraform) => {
    open.add(terraform);
    let provider = first;
    let isConfigured = false;
    terraform.on("stream", (call, headers) => {
      call.on("error", () => {}); // Terraform has gone, or this call has failed.
      const fail = (error: Error) => call.destroy(error);
      if (CONFIGURE.test(String(headers[":path"]))) {
        provider = idle.pop() ?? begin();
        isConfigured = true;
      }
      if (SCHEMAS.test(String(headers[":path"]))) {
        schemas ??= schemasOfNamedTypes(installed.program, async () => ask(headers, await provider), cache);
        schemas.then((message) => answer(call, message)).catch(fail);
      } else provider.then((session) => forward(call, headers, session)).catch(fail);
    });
    terraform.once("close", () => {
      open.delete(terraform);
      if (isConfigured) void provider.then((session) => session.destroyed || idle.push(provider)).catch(() => {});
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const Addr = { Network: "tcp", String: `127.0.0.1:${port}` };
  return {
    // The provider itself names Terraform's registry, whichever it was installed from.
    env: { TF_REATTACH_PROVIDERS: JSON.stringify({ [installed.source]: { ...reattachment, Pid: process.pid, Addr } }) },
    async stop() {
      for (const session of open) session.destroy();
      server.close();
      await Promise.allSettled(processes.map(async (each) => (await each).stop()));
    },
  };
}

/**
 * Runs `work` with a shared provider, and stops it.
 *
 * @param root any folder that needs the AWS provider; it is initialized
 * @param work receives Terraform's environment
 */
export async function withSharedProvider<T>(
  root: string,
  work: (env: Readonly<Record<string, string>>) => Promise<T>,
): Promise<T> {
  const env = terraformEnvironment();
  await new Terraform(root, env).init("-backend=false");
  const provider = await startSharedProvider(root);
  try {
    return await work({ ...env, ...provider.env });
  } finally {
    await provider.stop();
  }
}

async function connectTo({ reattachment: { Addr } }: ProviderProcess): Promise<ClientHttp2Session> {
  const socket = Addr.Network === "unix" ? { path: Addr.String } : hostAndPort(Addr.String);
  const session = connect("http://localhost", { createConnection: () => createConnection(socket) });
  await once(session, "connect");
  session.on("error", () => {}); // Its calls tell it.
  session.unref();
  return session;
}

function hostAndPort(address: string): { host: string; port: number } {
  const [host = "", port = ""] = address.split(":");
  return { host, port: Number(port) };
}
