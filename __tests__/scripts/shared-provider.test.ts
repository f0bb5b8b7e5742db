import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { type ClientHttp2Session, connect, type IncomingHttpHeaders } from "node:http2";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire";
import { providerPlatform } from "../../scripts/lib/provider-mirror";
import { namedTypes } from "../../scripts/lib/provider-schema";
import { type SharedProvider, startSharedProvider } from "../../scripts/lib/shared-provider";

let root: string;
let provider: SharedProvider | undefined;
const terraforms: ClientHttp2Session[] = [];

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "provider-"));
});
afterEach(async () => {
  for (const terraform of terraforms.splice(0)) terraform.destroy();
  await provider?.stop();
  provider = undefined;
  rmSync(root, { recursive: true });
});

const startHere = () => startSharedProvider(root, {}, join(root, "schemas"));

/** As `init` leaves it. */
function install(registry: string, script: string): string {
  const folder = join(root, ".terraform/providers", registry, "hashicorp/aws/5.100.0", providerPlatform());
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "LICENSE.txt"), "");
  writeFileSync(join(folder, "terraform-provider-aws_v5.100.0_x5"), script, { mode: 0o755 });
  return folder;
}

const CAPABILITIES = 6;

/** GetProviderSchema.Response with schemas of these types, each in each of its maps. */
function schemasOf(types: readonly string[]): Uint8Array {
  const response = new BinaryWriter();
  for (const map of [2, 3, 8]) {
    for (const type of types) {
      const entry = new BinaryWriter().tag(1, WireType.LengthDelimited).string(type);
      response.tag(map, WireType.LengthDelimited).bytes(entry.finish());
    }
  }
  return response.tag(CAPABILITIES, WireType.LengthDelimited).string("capabilities").finish();
}

/** Answers each call with its process's ID, and the one for schemas with these. */
function installProvider(schemas: Uint8Array = new Uint8Array(), registry = "registry.terraform.io"): void {
  install(
    registry,
    `#!${process.execPath}
const { appendFileSync } = require("node:fs");
const socket = ${JSON.stringify(root)} + "/" + process.pid;
const schemas = Buffer.from("${Buffer.from(schemas).toString("base64")}", "base64");
require("node:http2").createServer().on("stream", (call, headers) => {
  if (headers[":path"].endsWith("/ApplyResourceChange")) process.exit(1);
  const message = headers[":path"].endsWith("/GetSchema") ? schemas : Buffer.from(String(process.pid));
  const prefix = Buffer.alloc(5);
  prefix.writeUInt32BE(message.length, 1);
  call.on("wantTrailers", () => call.sendTrailers({ "grpc-status": "0" }));
  call.respond({ "content-type": "application/grpc" }, { waitForTrailers: true });
  call.end(Buffer.concat([prefix, message]));
}).listen(socket, () => {
  const Addr = { Network: "unix", String: socket };
  const providers = { "registry.terraform.io/hashicorp/aws": { ProtocolVersion: 5, Pid: process.pid, Addr } };
  console.log("Provider started.");
  console.log("\\tTF_REATTACH_PROVIDERS='" + JSON.stringify(providers) + "'");
});
process.on("SIGINT", () => {
  appendFileSync(${JSON.stringify(join(root, "stopped"))}, process.argv.slice(2) + "\\n");
  process.exit();
});
`,
  );
}

interface Reattachment {
  readonly ProtocolVersion: number;
  readonly Addr: { readonly String: string };
}

function reattachments({ env }: SharedProvider): Record<string, Reattachment> {
  return JSON.parse(env["TF_REATTACH_PROVIDERS"]!) as Record<string, Reattachment>;
}

/** A connection, as of a Terraform. */
async function terraformOf(shared: SharedProvider): Promise<ClientHttp2Session> {
  const [{ Addr } = undefined!] = Object.values(reattachments(shared));
  const terraform = connect(`http://${Addr.String}`);
  terraforms.push(terraform);
  await once(terraform, "connect");
  return terraform;
}

/** @returns the answer's message */
async function call(terraform: ClientHttp2Session, name: string): Promise<Buffer> {
  const stream = terraform.request({ ":method": "POST", ":path": `/tfplugin5.Provider/${name}` });
  let trailers: IncomingHttpHeaders = {};
  stream.on("trailers", (received: IncomingHttpHeaders) => {
    trailers = received;
  });
  stream.end(Buffer.alloc(5));
  const body = await buffer(stream);
  expect(trailers["grpc-status"]).toBe("0");
  return body.subarray(5);
}

async function processOf(terraform: ClientHttp2Session, name = "ValidateResourceTypeConfig"): Promise<number> {
  return Number((await call(terraform, name)).toString());
}

const configure = (terraform: ClientHttp2Session) => processOf(terraform, "Configure");

test.each(["registry.terraform.io", "registry.opentofu.org"])(
  "is used in place of the one from %s",
  async (registry) => {
    installProvider(undefined, registry);

    const shared = await startHere();
    const all = reattachments(shared);
    await shared.stop();

    expect(all).toMatchObject({ [`${registry}/hashicorp/aws`]: { ProtocolVersion: 5 } });
    expect(readFileSync(join(root, "stopped"), "utf8")).toBe("-debug\n");
  },
);

test("a walk has the process that it configures for itself, and the next one has it then", async () => {
  installProvider();
  provider = await startHere();

  const [one, two] = await Promise.all([terraformOf(provider), terraformOf(provider)]);
  const [first, second] = [await configure(one), await configure(two)];
  expect(second).not.toBe(first);
  expect([await processOf(one), await processOf(two)]).toEqual([first, second]);
  one.close();
  await once(one, "close");

  expect(await configure(await terraformOf(provider))).toBe(first);
  await provider.stop();
  provider = undefined;
  expect(readFileSync(join(root, "stopped"), "utf8")).toBe("-debug\n".repeat(2));
});

test("walks that configure nothing share a process", async () => {
  installProvider();
  provider = await startHere();

  const [one, two, three] = await Promise.all([terraformOf(provider), terraformOf(provider), terraformOf(provider)]);
  const first = await processOf(one);
  expect(await processOf(two)).toBe(first);
  expect(await configure(three)).toBe(first);
});

test("a call ends with an error when the provider does, and the next walk has another process", async () => {
  installProvider();
  provider = await startHere();

  const terraform = await terraformOf(provider);
  const first = await configure(terraform);
  await expect(call(terraform, "ApplyResourceChange")).rejects.toThrow("NGHTTP2_INTERNAL_ERROR");
  terraform.close();
  await once(terraform, "close");

  expect(await configure(await terraformOf(provider))).not.toBe(first);
});

test("schemas are those of types that the repository names", async () => {
  installProvider(schemasOf(["aws_sqs_queue", ["aws", "unnamed"].join("_"), "aws_kms_key"]));
  provider = await startHere();

  const terraform = await terraformOf(provider);
  for (const answer of [await call(terraform, "GetSchema"), await call(await terraformOf(provider), "GetSchema")]) {
    expect(Buffer.from(answer)).toEqual(Buffer.from(schemasOf(["aws_sqs_queue", "aws_kms_key"])));
  }
});

test("types are named in the modules, the examples, the documents and the tests", () => {
  const types = namedTypes();

  for (const type of ["aws_sqs_queue", "aws_kms_key"]) expect(types).toContain(type);
  expect(types.size).toBeLessThan(300);
});

test("tells what a provider that does not start printed", async () => {
  install("registry.terraform.io", "#!/bin/sh\necho no such flag >&2; exit 2");

  await expect(startSharedProvider(root)).rejects.toThrow(
    /terraform-provider-aws_v5\.100\.0_x5 did not start: no such/,
  );
});

test("needs a provider that is installed", async () => {
  const folder = install("registry.terraform.io", "");
  rmSync(join(folder, "terraform-provider-aws_v5.100.0_x5"));

  await expect(startSharedProvider(root)).rejects.toThrow(`No AWS provider is installed in ${folder}.`);
});
