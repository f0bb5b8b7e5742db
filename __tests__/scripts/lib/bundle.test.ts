import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { unzipSync } from "fflate";
import type { ForwarderEnvironment } from "../../../lambda-src/contract/forwarder-environment";
import { bundleFunction, type FunctionName, zipFunction } from "../../../scripts/lib/bundle";

const ROOT = resolve(__dirname, "../../..");

const forwarderEnvironment: ForwarderEnvironment = {
  TEAM_ID: "team-1",
  CLOUD_ACCOUNT_ID: "ac-1",
  ACCESS_TOKEN: "a.b.c",
  MECHCLOUD_ENDPOINT_URL: "https://mechcloud.example",
  PAYLOAD: "full",
  ON_FAILURE: "dead-letter",
  QUEUE_URL: "https://sqs.eu-west-1.amazonaws.com/123456789012/management-events.fifo",
  MAX_RECEIVE_COUNT: "10",
};

const functions: { name: FunctionName; environment: Record<string, string>; part: string; size: number }[] = [
  {
    name: "forwarder",
    environment: { ...forwarderEnvironment },
    part: "async function readToEnd(response)",
    size: 1_500_000,
  },
  {
    name: "run-alerts",
    environment: { TOPIC_ARN: "arn:aws:sns:eu-west-1:123456789012:scalr-run-alerts", AWS_REGION: "eu-west-1" },
    part: "function linkTo(",
    size: 1_000_000,
  },
];

describe.each(functions)("the bundle of $name", ({ name, environment, part, size }) => {
  let bundle: Uint8Array;
  let folder: string;

  beforeAll(async () => {
    bundle = await bundleFunction(name);
    folder = mkdtempSync(join(tmpdir(), "bundle-"));
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  test("is readable and names no folder of the machine that made it", () => {
    const text = Buffer.from(bundle).toString();

    expect(text).toContain(part);
    expect(text).toContain(`// lambda-src/${name}/handler.ts`);
    expect(text).not.toContain(ROOT);
  });

  test("runs with nothing but Node.js beside it", () => {
    writeFileSync(join(folder, "index.js"), bundle);

    const type = execFileSync(process.execPath, ["-p", "typeof require('./index').handler"], {
      cwd: folder,
      env: { ...environment, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" },
    });

    expect(type.toString()).toBe("function\n");
  });

  test("is the same when made in another folder", () => {
    for (const path of ["lambda-src", "scripts/lib/bundle.ts", "tsconfig.json", "package.json"]) {
      cpSync(join(ROOT, path), join(folder, path), { recursive: true });
    }
    symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
    const print = `require("./scripts/lib/bundle").bundleFunction("${name}").then((bytes) => process.stdout.write(bytes))`;

    const other = execFileSync(process.execPath, ["--import", "tsx", "-e", print], { cwd: folder, maxBuffer: 2 ** 24 });

    expect(other.equals(bundle)).toBe(true);
  });

  test("stays small", () => {
    expect(bundle.length).toBeLessThan(size);
  });
});

test("the zip holds the bundle as a plain file and is the same at any time", () => {
  const bundle = Buffer.from("exports.handler = async () => {};\n");
  const zip = zipFunction(bundle);

  jest.useFakeTimers({ now: Date.UTC(2040, 5, 1) });
  const later = zipFunction(bundle);
  jest.useRealTimers();

  const files = unzipSync(zip);
  expect(Object.keys(files)).toEqual(["index.js"]);
  expect(Buffer.from(files["index.js"]!).equals(bundle)).toBe(true);
  expect(Buffer.from(later).equals(zip)).toBe(true);
});
