import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { buffer } from "node:stream/consumers";
import { setTimeout as delay } from "node:timers/promises";
import { CreateVpcCommand, DescribeVpcsCommand, EC2Client } from "@aws-sdk/client-ec2";
import { type LocalAws, startLocalAws } from "../../../local-aws/local-aws";
import { run } from "../../../scripts/lib/process";
import { findPython } from "../../../scripts/lib/programs.cjs";
import { ROOT } from "../../../scripts/lib/project";
import { runWithPatches } from "../support/patch-script";

jest.setTimeout(30_000);

const LAUNCHER = join(ROOT, "local-aws/launcher.py");

let aws: LocalAws;

beforeAll(async () => {
  aws = await startLocalAws();
}, 180_000);
afterAll(() => aws?.stop());

test("two run side by side, and stopping one leaves nothing of it", async () => {
  const other = await startLocalAws();
  const ofOther = new EC2Client(other.clientConfig);
  await ofOther.send(new CreateVpcCommand({ CidrBlock: "10.0.0.0/16" }));
  ofOther.destroy();
  await other.stop();
  await other.stop();
  await delay(50);

  expect(existsSync(other.folder)).toBe(false);
  await expect(fetch(other.endpoint)).rejects.toThrow("fetch failed");
  expect((await fetch(`${aws.endpoint}/_ministack/health`)).ok).toBe(true);
});

/** Runs a script that is indented as it is here. */
const runIndented = (script: string, ...args: string[]) => runWithPatches(script.replaceAll(/^ {4}/gm, ""), ...args);

test("its port is nobody else's before it listens", async () => {
  const script = `
    import pathlib, socket, sys, launcher
    reserved, port = launcher.reserve_port(pathlib.Path(sys.argv[1]))
    try:
        socket.create_server(("127.0.0.1", int(port)))
    except OSError as error:
        print(port, error.strerror)`;
  const folder = mkdtempSync(join(tmpdir(), "launcher-"));
  const printed = await runIndented(script, folder);

  expect(printed).toContain(`${readFileSync(join(folder, "port"), "utf8")} Address already in use`);
  rmSync(folder, { recursive: true });
});

test("its server does not close connections that Terraform keeps", async () => {
  const script = `
    import asyncio, uvicorn
    async def show_limit(server, **_): print(server.config.timeout_keep_alive)
    uvicorn.Server.serve = show_limit
    from hypercorn.config import Config
    from patches.http_server import serve
    asyncio.run(serve(None, Config()))`;
  const seconds = await runIndented(script);

  // Go's HTTP client, which Terraform's provider uses, keeps idle connections for 90 seconds.
  expect(Number(seconds)).toBeGreaterThan(90);
});

test("a call that an SDK repeats, because the answer was lost, is worked on once", async () => {
  let answered = 0;
  const losesFirstAnswer = createServer((request, response) => {
    void buffer(request).then(async (body) => {
      const headers = { ...(request.headers as Record<string, string>), "x-local-relayed": "1" };
      const answer = await fetch(`${aws.endpoint}${request.url}`, { method: request.method, headers, body });
      const text = await answer.text();
      answered += 1;
      if (answered === 1) request.socket.destroy();
      else response.writeHead(answer.status, { "content-type": "text/xml" }).end(text);
    });
  }).listen(0, "127.0.0.1");
  await once(losesFirstAnswer, "listening");
  const endpoint = `http://127.0.0.1:${(losesFirstAnswer.address() as AddressInfo).port}`;
  const client = new EC2Client({ ...aws.clientConfig, endpoint });
  const { Vpc } = await client.send(new CreateVpcCommand({ CidrBlock: "10.9.0.0/16" }));
  const { Vpcs = [] } = await client.send(new DescribeVpcsCommand({}));
  const created = Vpcs.filter(({ CidrBlock }) => CidrBlock === "10.9.0.0/16");
  client.destroy();
  losesFirstAnswer.close();

  expect(answered).toBe(3);
  expect(created.map(({ VpcId }) => VpcId)).toEqual([Vpc?.VpcId]);
  expect(readFileSync(aws.logFile, "utf8")).toContain("Answered again: POST / ");
});

describe("the launcher", () => {
  test.each([
    ["none", undefined],
    ["9.9.9", "9.9.9"],
  ])("refuses to run when the installed ministack is %s", async (installed, version) => {
    const folder = mkdtempSync(join(tmpdir(), "packages-"));
    if (version) {
      const metadata = join(folder, `ministack-${version}.dist-info`);
      mkdirSync(metadata);
      writeFileSync(join(metadata, "METADATA"), `Metadata-Version: 2.1\nName: ministack\nVersion: ${version}\n`);
    }
    const refusal = run(findPython(), ["-S", LAUNCHER, folder], { env: { PYTHONPATH: folder } });

    await expect(refusal).rejects.toThrow(
      `The local AWS needs ministack 1.5.33, but ${installed} is installed in the environment`,
    );
    rmSync(folder, { recursive: true });
  });

  test("leaves nothing when the process that started it is killed", async () => {
    const script = `
      require(${JSON.stringify(join(ROOT, "local-aws/local-aws.ts"))}).startLocalAws()
        .then(({ endpoint, folder }) => console.log(JSON.stringify({ endpoint, folder })));
    `;
    const parent = spawn(process.execPath, ["--import", "tsx", "-e", script], { stdio: ["ignore", "pipe", "inherit"] });
    const [line] = (await once(createInterface({ input: parent.stdout }), "line")) as [string];
    const { endpoint, folder } = JSON.parse(line) as { endpoint: string; folder: string };
    const before = [(await fetch(`${endpoint}/_ministack/health`)).ok, existsSync(folder)];
    parent.kill("SIGKILL");
    await once(parent, "exit");
    for (let tries = 0; existsSync(folder) && tries < 40; tries++) await delay(50);

    expect(before).toEqual([true, true]);
    expect(existsSync(folder)).toBe(false);
    await expect(fetch(endpoint)).rejects.toThrow("fetch failed");
  });
});
