import fc from "fast-check";
import { messageOf } from "../../../lambda-src/run-alerts/message";
import { readRun } from "../../../lambda-src/run-alerts/run";
import { runSamples, sample } from "../../../samples/events";
import { runEvent } from "./support";

const alertOf = (parts: Record<string, unknown>) => messageOf(readRun(runEvent(parts)));
const lineOf = (label: string, parts: Record<string, unknown>) =>
  alertOf(parts)
    .message.split("\n")
    .find((line) => line.startsWith(`${label}: `));

describe("the message", () => {
  test.each<[file: string, lines: string[]]>([
    [
      "scalr-run-errored.json",
      [
        "Scalr run errored: workspace-name (environment-name)",
        "Result: errored",
        "Workspace: workspace-name",
        "Environment: environment-name",
        "Duration: 1 h 7 min 5 s",
        "Run ID: run-2345678901",
        "Started by: vcs",
        "Link: https://account-name.scalr.io/app/environment-name/workspace-name/runs/run-2345678901",
      ],
    ],
    [
      "scalr-run-executed.json",
      [
        "Scalr run applied: workspace-name (environment-name)",
        "Result: applied",
        "Workspace: workspace-name",
        "Environment: environment-name",
        "Duration: 2 min 17 s",
        "Run ID: run-1234567890",
        "Started by: vcs",
        "Link: https://account-name.scalr.io/app/environment-name/workspace-name/runs/run-1234567890",
      ],
    ],
    [
      "scalr-run-dry.json",
      [
        "Scalr run planned_and_finished: workspace-name (environment-name)",
        "Result: planned_and_finished",
        "Workspace: workspace-name",
        "Environment: environment-name",
        "Duration: 41 s",
        "Run ID: run-3456789012",
        "Started by: cli",
        "Dry run: yes",
        "Link: https://account-name.scalr.io/app/environment-name/workspace-name/runs/run-3456789012",
      ],
    ],
    [
      "scalr-run-destroy.json",
      [
        "Scalr run applied: workspace-name (environment-name)",
        "Result: applied",
        "Workspace: workspace-name",
        "Environment: environment-name",
        "Duration: 5 min",
        "Run ID: run-4567890123",
        "Started by: ui",
        "Destroy: yes",
        "Link: https://account-name.scalr.io/app/environment-name/workspace-name/runs/run-4567890123",
      ],
    ],
  ])("of %s", (file, lines) => {
    expect(messageOf(readRun(sample(file)))).toEqual({ subject: lines[0], message: lines.join("\n") });
  });

  test("leaves out what the event lacks", () => {
    expect(messageOf(readRun({ detail: { event: {} } }))).toEqual({
      subject: "Scalr run ended: unknown workspace (unknown environment)",
      message: "Scalr run ended: unknown workspace (unknown environment)",
    });
  });

  test.each(runSamples)("of %s names no e-mail address", (_file, body) => {
    expect(body).toContain("user@example.com");
    expect(messageOf(readRun(JSON.parse(body))).message).not.toContain("@");
  });

  test.each([
    [0, "0 s"],
    [499_999_999, "0 s"],
    [500_000_000, "1 s"],
    [59.5e9, "1 min"],
    [60e9, "1 min"],
    [3_599e9, "59 min 59 s"],
    [3_600e9, "1 h"],
    [90_061e9, "25 h 1 min 1 s"],
  ])("of a run of %d ns tells %s", (duration, told) => {
    expect(lineOf("Duration", { duration })).toBe(`Duration: ${told}`);
  });

  test.each([undefined, null, "137000000000", -1])("has no duration for %p", (duration) => {
    expect(lineOf("Duration", { duration })).toBeUndefined();
  });

  test("has no duration for a number that JSON.parse takes for infinite", () => {
    const run = readRun({ detail: { event: JSON.parse('{ "duration": 1e999 }') as unknown } });

    expect(messageOf(run).message).not.toContain("Duration");
  });

  test("encodes the parts of the link", () => {
    const parts = { account: "a/b", environment: "prod & co", workspace: "../x?y#z", "run-id": "run-1/ü" };

    expect(lineOf("Link", parts)).toBe(
      "Link: https://a%2Fb.scalr.io/app/prod%20%26%20co/..%2Fx%3Fy%23z/runs/run-1%2F%C3%BC",
    );
  });

  test.each(["account", "environment", "workspace", "run-id"])("has no link without %s", (part) => {
    expect(lineOf("Link", {})).toBeDefined();
    expect(lineOf("Link", { [part]: undefined })).toBeUndefined();
  });
});

describe("the subject", () => {
  test.each<[name: string, workspace: string, subject: string]>([
    ["drops accents", "Überblick-café", "Scalr run errored: Uberblick-cafe (environment-name)"],
    ["replaces other characters one by one", "概要-🚀", "Scalr run errored: ??-? (environment-name)"],
    ["keeps 99 characters", "w".repeat(61), `Scalr run errored: ${"w".repeat(61)} (environment-name)`],
    ["shortens 100", "w".repeat(62), `Scalr run errored: ${"w".repeat(62)} (environment-n...`],
  ])("%s", (_name, workspace, subject) => {
    expect(alertOf({ workspace }).subject).toBe(subject);
  });

  const anyText = fc.oneof(fc.string({ unit: "binary", maxLength: 150 }), fc.string(), fc.constant("\ud800"));
  const anyRun = fc.record({ result: anyText, workspace: anyText, environment: anyText }, { requiredKeys: [] });

  test("is one that SNS takes, whatever the event holds", () => {
    fc.assert(
      fc.property(fc.oneof(anyRun, fc.dictionary(fc.string(), fc.jsonValue())), (run) => {
        expect(messageOf(readRun({ detail: { event: run } })).subject).toMatch(/^[!-~][ -~]{0,98}$/);
      }),
      { numRuns: 1_000 },
    );
  });

  test("and the message has no line but those it is made of, whatever the event holds", () => {
    fc.assert(
      fc.property(anyRun, (run) => {
        const { message } = messageOf(readRun({ detail: { event: run } }));

        const labels = message.split(/[\r\n\u0085\u2028\u2029]/).map((line) => line.split(":")[0]);
        expect(labels[0]).toMatch(/^Scalr run /);
        expect(labels.slice(1).filter((label) => !["Result", "Workspace", "Environment"].includes(label!))).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });
});
