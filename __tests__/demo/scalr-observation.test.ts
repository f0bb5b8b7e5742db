import { alertObservation, type ScalrEvent, scalrObservation, workspaceName } from "../../demo/scalr-observation";
import { sample } from "../../samples/events";

test.each([
  ["scalr-run-executed.json", "scalr-run-executed", "run-1234567890", "applied"],
  ["scalr-run-errored.json", "scalr-run-executed", "run-2345678901", "errored"],
  ["scalr-audit-log.json", "scalr-audit-log", "ws-1234567890", "create-workspace"],
])("reads %s", (file, rule, resource, what) => {
  const event = sample<ScalrEvent>(file);

  expect(scalrObservation(event)).toEqual({ rule, detailType: event["detail-type"], resource, what });
  expect(workspaceName(event)).toBe("workspace-name");
});

test.each([
  ["Scalr run errored: w (e)\nResult: errored\nRun ID: run-1\nStarted by: vcs", "run-1"],
  ["Scalr run errored: w (e)", "?"],
])("finds the run of the message %j", (message, resource) => {
  expect(alertObservation(message)).toMatchObject({ rule: "scalr-run-alerts", resource, what: "alert" });
});
