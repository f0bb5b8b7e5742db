import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { unzipSync } from "fflate";

import type { ForwarderEnvironment } from "../../../lambda-src/contract/forwarder-environment";
import { type Bundle, bundleFunction, type FunctionName, zipFiles } from "../../../scripts/lib/bundle";

const texts = (bundle: Bundle) =>
  Object.fromEntries(Object.entries(bundle).map(([path, contents]) => [path, Buffer.from(contents).toString()]));

const ROOT = resolve(__dirname, "../../..");

const forwarderEnvironment: ForwarderEnvironment = {
  TEAM_ID: "team-1",
  CLOUD_ACCOUNT_ID: "ac-1",
  ACCESS_TOKEN: "a.b.c",
  MECHCLOUD_ENDPOINT_URL: "https://mechcloud.example",
  PAYLOAD: "full",
  ON_FAILURE: "dead-letter",
  QUEUE_URL: "https://sqs.eu-west-1.amazonaws.com/123456789012/management-events.fifo",
  DEAD_LETTER_QUEUE_URL: "https://sqs.eu-west-1.amazonaws.com/123456789012/management-events-dlq.fifo",
};

const functions: { name: FunctionName; environment: Record<string, string>; part: string; size: number }[] = [
  {
    name: "forwarder",
    environment: { ...forwarderEnvironment },
    part: "async #renewToken(progress, invocation)",
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
  let bundle: Bundle;
  let folder: string;

  beforeAll(async () => {
    bundle = await bundleFunction(name);
    folder = mkdtempSync(join(tmpdir(), "bundle-"));
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  test("is readable and names no folder of the machine that made it", () => {
    const text = Buffer.from(bundle["index.mjs"]!).toString();

    expect(text).toContain(part);
    expect(text).toContain(`// lambda-src/${name}/handler.ts`);
    expect(Object.values(bundle).map((contents) => Buffer.from(contents).includes(ROOT))).not.toContain(true);
  });

  test("runs with nothing but Node.js beside it", () => {
    for (const [path, contents] of Object.entries(bundle)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), contents);
    }

    const print = "import('./index.mjs').then(({ handler }) => console.log(typeof handler))";
    const type = execFileSync(process.execPath, ["-e", print], {
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
    const print = `require("./scripts/lib/bundle").bundleFunction("${name}").then((bundle) => console.log(JSON.stringify(Object.values(bundle).map((contents) => Buffer.from(contents).toString()))))`;

    const other = execFileSync(process.execPath, ["--import", "tsx", "-e", print], { cwd: folder, maxBuffer: 2 ** 24 });

    expect(JSON.parse(other.toString())).toEqual(Object.values(texts(bundle)));
  });

  test("stays small", () => {
    expect(Object.values(bundle).reduce((sum, { length }) => sum + length, 0)).toBeLessThan(size);
  });
});

test("the zip holds the bundle as plain files and is the same at any time", () => {
  const bundle = {
    "index.mjs": Buffer.from("export const handler = async () => {};\n"),
    "chunks/a.mjs": Buffer.from("1"),
  };
  const zip = zipFiles(bundle);

  jest.useFakeTimers({ now: Date.UTC(2040, 5, 1) });
  const later = zipFiles(bundle);
  jest.useRealTimers();

  const files = unzipSync(zip);
  expect(texts(files)).toEqual(texts(bundle));
  expect(Buffer.from(later).equals(zip)).toBe(true);
});
