"""Creates dist/function.zip and dist/requests-layer.zip, with the same bytes on every computer.

Needs pip; compiles nothing.
"""

import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
# The earliest time that a zip file can contain.
TIME = (1980, 1, 1, 0, 0, 0)


def build(target):
    """Writes both zip files to the folder `target`."""
    target.mkdir(parents=True, exist_ok=True)
    write_zip(target / "function.zip", {"lambda_function.py": (HERE / "lambda_function.py").read_bytes()})
    write_zip(target / "requests-layer.zip", layer_files())


def layer_files():
    """The files of each wheel in requirements.txt, under python/ as Lambda expects.

    https://docs.aws.amazon.com/lambda/latest/dg/python-layers.html
    """
    with tempfile.TemporaryDirectory() as folder:
        command = [
            sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check",
            "--requirement", str(HERE / "requirements.txt"), "--require-hashes", "--dest", folder,
            # Only wheels without compiled parts, which are the same for arm64 and x86_64.
            "--only-binary=:all:", "--platform", "any", "--python-version", "3.12", "--implementation", "py",
        ]
        subprocess.run(command, check=True)
        files = {}
        for wheel in Path(folder).glob("*.whl"):
            with zipfile.ZipFile(wheel) as archive:
                files.update({f"python/{name}": archive.read(name) for name in archive.namelist()})
        return files


def write_zip(path, files):
    """Sorted names, fixed times and modes; not compressed, because the result depends on the version of zlib."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, TIME)
            entry.create_system = 3  # Unix, on every operating system
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, files[name])


if __name__ == "__main__":
    build(HERE / "dist")
