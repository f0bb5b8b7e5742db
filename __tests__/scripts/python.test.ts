import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findPython, pyenvPythons } from "../../scripts/lib/python";

test("takes the first Python that suits", async () => {
  const asked: string[] = [];
  const probe = (python: string) => {
    asked.push(python);
    return Promise.resolve(python !== "python3.13");
  };

  expect(await findPython(["python3.13", "python3.12", "python3"], probe)).toBe("python3.12");
  expect(asked).toEqual(["python3.13", "python3.12"]);
});

test("says what to install when none suits", async () => {
  await expect(findPython(["python3", "/no/python"])).resolves.toBe("python3");
  await expect(findPython(["/no/python", "false"])).rejects.toThrow(
    "The local AWS needs Python 3.10 or newer with its venv module, but none of /no/python, false is suitable: " +
      "install Python 3.12 (https://www.python.org/downloads/; on Debian and Ubuntu: apt install python3 python3-venv).",
  );
});

test("finds pyenv's versions, the newest first, without the too old and the foreign", () => {
  const versions = mkdtempSync(join(tmpdir(), "pyenv-"));
  for (const version of ["2.7.18", "3.9.18", "3.10.13", "3.13.0", "3.12.1", "pypy3.10-7.3"])
    mkdirSync(join(versions, version));

  expect(pyenvPythons(versions)).toEqual([
    join(versions, "3.13.0/bin/python3.13"),
    join(versions, "3.12.1/bin/python3.12"),
    join(versions, "3.10.13/bin/python3.10"),
  ]);
  expect(pyenvPythons(join(versions, "none"))).toEqual([]);
  rmSync(versions, { recursive: true });
});
