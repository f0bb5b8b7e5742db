// Finds the programs that a task needs. Plain JavaScript with built-ins only, since it runs before anything is installed.
const { spawnSync } = require("node:child_process");
const { existsSync, readdirSync } = require("node:fs");
const { homedir } = require("node:os");
const { join } = require("node:path");

const OLDEST_NODE = "20.19";
const OLDEST_PYTHON = "3.10";
const OLDEST_TERRAFORM = "1.9";

/** Prints "ok" if MiniStack supports this Python and it has venv. */
const PYTHON_PROBE = `import sys, venv, ensurepip; print("ok" if sys.version_info >= (3, ${minorOf(OLDEST_PYTHON)}) else sys.version)`;

/**
 * @param {string} [version]
 * @throws Error that says what to install if this Node.js is too old
 */
function ensureNode(version = process.versions.node) {
  if (isAtLeast(version, OLDEST_NODE)) return;
  throw new Error(`Node.js ${version} is too old: install Node.js ${OLDEST_NODE} or later from https://nodejs.org.`);
}

/**
 * The Pythons of pyenv, the newest first; pyenv's shims fail for versions that are not selected.
 *
 * @param {string} [versions] pyenv's folder
 * @returns {string[]}
 */
function pyenvPythons(versions = join(homedir(), ".pyenv/versions")) {
  if (!existsSync(versions)) return [];
  return readdirSync(versions)
    .filter((version) => /^3\.\d+\./.test(version) && isAtLeast(version, OLDEST_PYTHON))
    .sort((a, b) => minorOf(b) - minorOf(a))
    .map((version) => join(versions, version, "bin", `python3.${minorOf(version)}`));
}

/**
 * The first Python that can run the local AWS.
 *
 * @param {readonly string[]} [candidates]
 * @returns {string}
 * @throws Error that says what to install if there is none
 */
function findPython(candidates = ["python3.13", "python3.12", ...pyenvPythons(), "python3", "python"]) {
  const python = candidates.find((candidate) => outputOf(candidate, ["-c", PYTHON_PROBE]) === "ok");
  if (python !== undefined) return python;
  throw new Error(
    `The local AWS needs Python ${OLDEST_PYTHON} or newer with its venv module, but none of ${candidates.join(", ")} is suitable: ` +
      "install Python 3.12 (https://www.python.org/downloads/; on Debian and Ubuntu: apt install python3 python3-venv).",
  );
}

/**
 * The program that runs the modules: "terraform", or what TERRAFORM_BINARY names ("tofu", a path).
 *
 * @returns {string}
 */
function terraformBinary() {
  return process.env.TERRAFORM_BINARY || "terraform";
}

/**
 * @param {string} [binary]
 * @throws Error that says what to install if Terraform (or OpenTofu) is missing or too old
 */
function ensureTerraform(binary = terraformBinary()) {
  const output = outputOf(binary, ["version", "-json"]);
  const [, version = "of unknown version"] = /"terraform_version":\s*"([^"]*)"/.exec(output ?? "") ?? [];
  if (isAtLeast(version, OLDEST_TERRAFORM)) return;
  throw new Error(
    `Terraform ${OLDEST_TERRAFORM} or newer is needed, but "${binary}" ${output === undefined ? "could not be run" : `is ${version}`}: ` +
      "install Terraform (https://developer.hashicorp.com/terraform/install) or OpenTofu " +
      "(https://opentofu.org/docs/intro/install/), or set TERRAFORM_BINARY to its path.",
  );
}

/**
 * Runs all checks, so that a person learns of everything that is missing at once.
 *
 * @param {readonly (() => unknown)[]} checks
 * @returns {string[]} what the checks that threw say
 */
function problemsOf(checks) {
  return checks.flatMap((check) => {
    try {
      check();
      return [];
    } catch (error) {
      return [error.message];
    }
  });
}

/** What the command prints; undefined if it cannot be run, or fails. */
function outputOf(command, args) {
  const { status, stdout } = spawnSync(command, args, {
    encoding: "utf8",
    env: { ...process.env, CHECKPOINT_DISABLE: "1" },
  });
  return status === 0 ? stdout.trim() : undefined;
}

/**
 * "1.11.4" is at least "1.9".
 *
 * @param {string} version
 * @param {string} oldest
 * @returns {boolean}
 */
function isAtLeast(version, oldest) {
  const [major, oldestMajor] = [version, oldest].map((text) => Number.parseInt(text, 10));
  return major > oldestMajor || (major === oldestMajor && minorOf(version) >= minorOf(oldest));
}

function minorOf(version) {
  return Number.parseInt(version.split(".")[1], 10);
}

module.exports = { ensureNode, ensureTerraform, findPython, isAtLeast, problemsOf, pyenvPythons, terraformBinary };
