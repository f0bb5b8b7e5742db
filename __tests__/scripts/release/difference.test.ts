import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "fflate";
import { zipFiles } from "../../../scripts/lib/bundle";
import { run } from "../../../scripts/lib/process";
import { differences } from "../../../scripts/release/difference";

const bytes = (text: string) => Buffer.from(text);

test("equal files differ in nothing", () => {
  expect(differences("a.txt", bytes("a\nb"), bytes("a\nb"))).toEqual([]);
});

test.each<[what: string, found: string | undefined, expected: string | undefined, line: string]>([
  ["another line", "a\nc", "a\nb", 'a.txt: line 2 is "c", not "b"'],
  ["a missing line", "a", "a\nb", 'a.txt: line 2 is the end, not "b"'],
  ["a further line", "a\nb", "a", 'a.txt: line 2 is "b", not the end'],
  ["a missing file", undefined, "a", "a.txt: is missing"],
  ["a further file", "a", undefined, "a.txt: is not generated"],
])("%s is named", (_what, found, expected, line) => {
  expect(
    differences(
      "a.txt",
      found === undefined ? found : bytes(found),
      expected === undefined ? expected : bytes(expected),
    ),
  ).toEqual([line]);
});

test("entries of archives are compared, in archives too", () => {
  const archive = (code: string) => zipFiles({ "f.zip": zipFiles({ "index.mjs": bytes(code) }), "a.txt": bytes("a") });

  expect(differences("m.zip", archive("evil"), archive("good"))).toEqual([
    'm.zip: f.zip: index.mjs: line 1 is "evil", not "good"',
  ]);
});

test("tarballs of npm are compared by their files, however they are compressed", async () => {
  const folder = mkdtempSync(join(tmpdir(), "difference-"));
  try {
    const tarball = async (text: string) => {
      mkdirSync(join(folder, "lib"), { recursive: true });
      writeFileSync(join(folder, "lib/index.js"), text);
      writeFileSync(join(folder, "package.json"), '{ "name": "a", "version": "1.0.0", "files": ["lib"] }');
      await run("npm", ["pack", "--ignore-scripts"], { cwd: folder });
      return readFileSync(join(folder, "a-1.0.0.tgz"));
    };
    const [one, other] = [await tarball("1".repeat(2000)), await tarball("2")];

    expect(differences("a.tgz", one, other)).toEqual([
      `a.tgz: package/lib/index.js: line 1 is "${"1".repeat(100)}", not "2"`,
    ]);
    expect(differences("a.tgz", gzipSync(bytes(""), { level: 0 }), other)).toEqual([
      "a.tgz: package/lib/index.js: is missing",
      "a.tgz: package/package.json: is missing",
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
