import { RunEventError, readRun } from "../../../lambda-src/run-alerts/run";
import { sample } from "../../../samples/events";
import { runEvent } from "./support";

const errored = {
  id: "run-2345678901",
  result: "errored",
  account: "account-name",
  environment: "environment-name",
  workspace: "workspace-name",
  source: "vcs",
  duration: 4_025e9,
  isDestroy: false,
  isDry: false,
};

describe("readRun", () => {
  test.each([
    ["scalr-run-errored.json", {}],
    ["scalr-run-executed.json", { id: "run-1234567890", result: "applied", duration: 137e9 }],
    [
      "scalr-run-dry.json",
      { id: "run-3456789012", result: "planned_and_finished", source: "cli", duration: 41e9, isDry: true },
    ],
    [
      "scalr-run-destroy.json",
      { id: "run-4567890123", result: "applied", source: "ui", duration: 300e9, isDestroy: true },
    ],
  ])("reads %s, and not who started it", (file, parts) => {
    expect(readRun(sample(file))).toEqual({ ...errored, ...parts });
  });

  test.each<[name: string, parts: Record<string, unknown>, read: object]>([
    ["a result that nobody knows", { result: "policy_soft_failed" }, { result: "policy_soft_failed" }],
    ["missing texts", { result: undefined, workspace: "" }, { result: undefined, workspace: undefined }],
    ["a blank text", { workspace: " \t\n" }, { workspace: undefined }],
    [
      "no text",
      { workspace: 7, account: null, source: ["vcs"] },
      { workspace: undefined, account: undefined, source: undefined },
    ],
    [
      "line breaks",
      { workspace: "a\r\nLink: https://example.com\u2028b" },
      { workspace: "a Link: https://example.com b" },
    ],
    ["control characters", { environment: "\u0000a\u001b[31mb\u009b" }, { environment: "a [31mb" }],
    ["broken Unicode", { workspace: "a\ud800b" }, { workspace: "a b" }],
    ["letters and signs of the world", { workspace: "Überblick 概要 🚀" }, { workspace: "Überblick 概要 🚀" }],
    ["a duration that is no number", { duration: "137" }, { duration: undefined }],
    ["flags that are not true", { "is-dry": "false", "is-destroy": 1 }, { isDry: false, isDestroy: false }],
  ])("takes %s", (_name, parts, read) => {
    expect(readRun(runEvent(parts))).toEqual({ ...errored, ...read });
  });

  test.each<[name: string, event: unknown, detailType: string]>([
    ["an audit log entry", sample("scalr-audit-log.json"), "AuditLog"],
    ["an event without a detail", { "detail-type": "RunExecuted" }, "RunExecuted"],
    ["a detail that is no object", { "detail-type": "RunExecuted", detail: "errored" }, "RunExecuted"],
    ["an event in the detail that is no object", { detail: { event: ["errored"] } }, "none"],
    ["no detail at all", { detail: null }, "none"],
    ["null", null, "none"],
    ["nothing", undefined, "none"],
  ])("refuses %s", (_name, event, detailType) => {
    expect(() => readRun(event)).toThrow(
      new RunEventError(`Not a RunExecuted event: detail.event is missing (detail-type: ${detailType})`),
    );
  });
});
