import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureNode, ensureTerraform, findPython, problemsOf, pyenvPythons } from "../../../scripts/lib/programs.cjs";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "programs-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A program that prints the text, whatever it is asked. */
function program(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, `#!/bin/sh\necho '${text}'\n`);
  chmodSync(file, 0o755);
  return file;
}

test.each(["20.19.0", "20.20.2", "24.0.0"])("takes Node.js %s", (version) => {
  expect(() => ensureNode(version)).not.toThrow();
});

test.each(["18.20.8", "20.18.3"])("refuses Node.js %s with what to install", (version) => {
  expect(() => ensureNode(version)).toThrow(
    `Node.js ${version} is too old: install Node.js 20.19 or later from https://nodejs.org.`,
  );
});

describe("a Python", () => {
  test("is the first one that is suitable", () => {
    const [old, good] = [program("python3.13", "3.9.1"), program("python3.12", "ok")];

    expect(findPython(["/no/python", old, good, "python3"])).toBe(good);
  });

  test("of this computer is suitable", () => {
    expect(findPython()).toContain("python");
  });

  test("is missing, with what to install", () => {
    expect(() => findPython(["/no/python", "false"])).toThrow(
      "The local AWS needs Python 3.10 or newer with its venv module, but none of /no/python, false is suitable: " +
        "install Python 3.12 (https://www.python.org/downloads/; on Debian and Ubuntu: apt install python3 python3-venv).",
    );
  });

  test("of pyenv is supported; the newest comes first", () => {
    for (const version of ["2.7.18", "3.9.18", "3.10.13", "3.13.0", "3.12.1", "pypy3.10-7.3"]) {
      mkdirSync(join(folder, version));
    }

    expect(pyenvPythons(folder)).toEqual([
      join(folder, "3.13.0/bin/python3.13"),
      join(folder, "3.12.1/bin/python3.12"),
      join(folder, "3.10.13/bin/python3.10"),
    ]);
    expect(pyenvPythons(join(folder, "none"))).toEqual([]);
  });
});

const terraform = (version: string) => program("terraform", `{"terraform_version": "${version}"}`);

test.each(["1.9.0", "1.11.4", "2.0.0"])("takes Terraform %s", (version) => {
  expect(() => ensureTerraform(terraform(version))).not.toThrow();
});

test.each(["1.8.5", "0.15.0"])("refuses Terraform %s with what to install", (version) => {
  const file = terraform(version);

  expect(() => ensureTerraform(file)).toThrow(
    `Terraform 1.9 or newer is needed, but "${file}" is ${version}: install Terraform (https://developer.hashicorp.com/`,
  );
});

test("says what to install if there is no Terraform, or it is another program", () => {
  const needed = "Terraform 1.9 or newer is needed, but";
  const other = program("other", "hello");

  expect(() => ensureTerraform("/no/terraform")).toThrow(
    `${needed} "/no/terraform" could not be run: install Terraform`,
  );
  expect(() => ensureTerraform(other)).toThrow(`${needed} "${other}" is of unknown version: install Terraform`);
});

test("names all problems at once", () => {
  const problems = problemsOf([() => ensureNode("18.0.0"), () => findPython(["false"]), () => ensureNode("24.0.0")]);

  expect(problems).toEqual([
    expect.stringMatching(/^Node.js 18/),
    expect.stringMatching(/^The local AWS needs Python/),
  ]);
});
