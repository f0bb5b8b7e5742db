import { type ScalrEvent, scalrSummaryOf } from "../../../demo/picture/scalr-event";
import { sample } from "../../../samples/events";

test.each([
  ["scalr-run-executed.json", { type: "run", resource: "run-1234567890", what: "applied" }],
  ["scalr-run-errored.json", { type: "run", resource: "run-2345678901", what: "errored" }],
  ["scalr-audit-log.json", { type: "audit", resource: "ws-1234567890", what: "create-workspace" }],
])("reads %s", (file, expected) => {
  expect(scalrSummaryOf(sample<ScalrEvent>(file))).toEqual({ ...expected, workspace: "workspace-name" });
});

test.each<[ScalrEvent["detail-type"], string]>([
  ["RunExecuted", "run"],
  ["AuditLog", "audit"],
])("reads %s without details", (type, expected) => {
  expect(scalrSummaryOf({ "detail-type": type, detail: {} })).toEqual({
    type: expected,
    resource: "?",
    what: "?",
    workspace: "",
  });
});
