import { createHash } from "node:crypto";
import { isoTime } from "../output/words";
import { APPLY, type Check, type Finding } from "./check";

/**
 * The day from which Lambda no longer patches a runtime.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html
 */
const DEPRECATED: Readonly<Record<string, string>> = {
  "nodejs18.x": "2025-09-01",
  "nodejs20.x": "2026-04-30",
  "nodejs22.x": "2027-04-30",
  "nodejs24.x": "2028-04-30",
  "python3.9": "2025-12-15",
  "python3.10": "2026-10-31",
  "python3.11": "2027-06-30",
  "python3.12": "2028-10-31",
  "python3.13": "2029-06-30",
};

const WARNING_MS = 90 * 86_400_000;

const runtime: Check = {
  id: "runtime",
  right: "Lambda supports the function's runtime for 90 days or more.",
  check({ relay: { function: found }, now }) {
    const { Runtime = "" } = found;
    const end = Date.parse(DEPRECATED[Runtime] ?? "");
    // Not a number, and so not less, if it is unknown.
    if (!(end - WARNING_MS < now)) return Promise.resolve([]);
    const next = "update the module, or set runtime, and terraform apply";
    const [date] = isoTime(end).split("T");
    const finding: Finding =
      end > now
        ? { problem: `Lambda supports the runtime ${Runtime} until ${date} only.`, next, isNote: true }
        : { problem: `Lambda no longer supports the runtime ${Runtime}, since ${date}.`, next };
    return Promise.resolve([finding]);
  },
};

const version: Check = {
  id: "version",
  right: "The function is of the same version as this command.",
  check({ relay, context: { packaged } }) {
    const { CodeSha256, LastModified } = relay.function;
    const { version: own, code } = packaged;
    const { RELAY_VERSION: deployed } = relay.environment;
    if (deployed !== own()) {
      const problem = `The function is of version ${deployed ?? "unknown"}, and this command of ${own()}.`;
      return Promise.resolve([{ problem, next: "use both of the same version", isNote: true }]);
    }
    const hash = createHash("sha256").update(code()).digest("base64");
    if (CodeSha256 === hash) return Promise.resolve([]);
    const problem = `The function's code, of ${LastModified}, is not that of version ${deployed}: it is a forwarder_package, or somebody changed it.`;
    return Promise.resolve([{ problem, next: APPLY, isNote: true }]);
  },
};

export const VERSION_CHECKS: readonly Check[] = [runtime, version];
