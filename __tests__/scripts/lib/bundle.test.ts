import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { unzipSync } from "fflate";
import { bundleForwarder, zipForwarder } from "../../../scripts/lib/bundle";

const ROOT = resolve(__dirname, "../../..");

let bundle: Uint8Array;
let folder: string;

beforeAll(async () => {
  bundle = await bundleForwarder();
  folder = mkdtempSync(join(tmpdir(), "bundle-"));
});

afterAll(() => rmSync(folder, { recursive: true }));

test("the bundle is readable and names no folder of the machine that made it", () => {
  const text = Buffer.from(bundle).toString();

  expect(text).toContain("async function readToEnd(response)");
  expect(text).toContain("// lambda-src/handler.ts");
  expect(text).not.toContain(ROOT);
});

test("the bundle runs with nothing but Node.js beside it", () => {
  writeFileSync(join(folder, "index.js"), bundle);
  const env = { TEAM_ID: "team-1", CLOUD_ACCOUNT_ID: "ac-1", ACCESS_TOKEN: "a.b.c" };

  const type = execFileSync(process.execPath, ["-p", "typeof require('./index').handler"], { cwd: folder, env });

  expect(type.toString()).toBe("function\n");
});

test("another folder gives the same bytes", () => {
  for (const path of ["lambda-src", "scripts/lib/bundle.ts", "tsconfig.json", "package.json"]) {
    cpSync(join(ROOT, path), join(folder, path), { recursive: true });
  }
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
  const print = "require('./scripts/lib/bundle').bundleForwarder().then((bundle) => process.stdout.write(bundle))";

  const other = execFileSync(process.execPath, ["--import", "tsx", "-e", print], { cwd: folder, maxBuffer: 2 ** 24 });

  expect(other.equals(bundle)).toBe(true);
});

test("the zip holds the bundle as a plain file and is the same at any time", () => {
  const zip = zipForwarder(bundle);

  jest.useFakeTimers({ now: Date.UTC(2040, 5, 1) });
  const later = zipForwarder(bundle);
  jest.useRealTimers();

  const files = unzipSync(zip);
  expect(Object.keys(files)).toEqual(["index.js"]);
  expect(Buffer.from(files["index.js"]!).equals(bundle)).toBe(true);
  expect(Buffer.from(later).equals(zip)).toBe(true);
});
