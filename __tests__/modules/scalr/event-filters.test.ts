import {
  type AuditLogFilter,
  auditLog,
  type RunExecutedFilter,
  runExecuted,
} from "../../../modules/scalr/event-filters";
import { sample, sampleNames } from "../../../samples/events";
import { matches } from "../pattern-matcher";
import { withoutWildcards } from "./wildcards";

const SOURCE = [{ prefix: "aws.partner/scalr.com" }];

describe("the pattern", () => {
  test("of a filter that says nothing takes all events of its kind", () => {
    expect(runExecuted()).toEqual({ source: SOURCE, "detail-type": ["RunExecuted"] });
    expect(runExecuted({})).toEqual(runExecuted());
    expect(runExecuted({ results: undefined, dryRun: undefined })).toEqual(runExecuted());
    expect(auditLog()).toEqual({ source: SOURCE, "detail-type": ["AuditLog"] });
    expect(auditLog({ actions: undefined })).toEqual(auditLog());
  });

  test.each<[RunExecutedFilter, detail: object]>([
    [{ results: ["applied", "errored"] }, { event: { result: ["applied", "errored"] } }],
    [{ results: ["a result that nobody has heard of"] }, { event: { result: ["a result that nobody has heard of"] } }],
    [{ environments: ["production"] }, { event: { environment: ["production"] } }],
    [{ workspaces: ["network", "app-*"] }, { event: { workspace: ["network", { wildcard: "app-*" }] } }],
    [{ workspaces: ["*"] }, { event: { workspace: [{ wildcard: "*" }] } }],
    [{ workspaces: ["*-*", "*a*"] }, { event: { workspace: [{ wildcard: "*-*" }, { wildcard: "*a*" }] } }],
    [{ sources: ["vcs"] }, { event: { source: ["vcs"] } }],
    [{ dryRun: false }, { event: { "is-dry": [false] } }],
    [{ dryRun: true }, { event: { "is-dry": [true] } }],
    [{ destroy: false }, { event: { "is-destroy": [false] } }],
    [{ destroy: true }, { event: { "is-destroy": [true] } }],
    [{ tags: ["scalr-workspace:ws-*"] }, { tags: [{ wildcard: "scalr-workspace:ws-*" }] }],
    [
      { tags: ["a"], destroy: true, results: ["applied"] },
      { tags: ["a"], event: { "is-destroy": [true], result: ["applied"] } },
    ],
  ])("of runs with %j looks at their detail", (filter, detail) => {
    expect(runExecuted(filter)).toEqual({ source: SOURCE, "detail-type": ["RunExecuted"], detail });
  });

  test.each<[AuditLogFilter, detail: object]>([
    [
      { actions: ["create-workspace", "delete-*"] },
      { request: { action: ["create-workspace", { wildcard: "delete-*" }] } },
    ],
    [{ targetTypes: ["workspaces"] }, { target: { type: ["workspaces"] } }],
    [{ environments: ["production"] }, { target: { context: { environment: { "display-name": ["production"] } } } }],
    [{ actorEmails: ["*@example.com"] }, { actor: { email: [{ wildcard: "*@example.com" }] } }],
    [{ results: ["SUCCESS"] }, { outcome: { result: ["SUCCESS"] } }],
    [
      { targetTypes: ["runs"], environments: ["a"], results: ["FAILURE"] },
      {
        target: { type: ["runs"], context: { environment: { "display-name": ["a"] } } },
        outcome: { result: ["FAILURE"] },
      },
    ],
  ])("of the audit log with %j looks at its detail", (filter, detail) => {
    expect(auditLog(filter)).toEqual({ source: SOURCE, "detail-type": ["AuditLog"], detail });
  });
});

test.each<[() => unknown, string]>([
  [() => runExecuted({ results: [] }), "results must have at least one text; omit it to select all."],
  [() => auditLog({ actorEmails: [] }), "actorEmails must have at least one text; omit it to select all."],
  [
    () => runExecuted({ workspaces: ["network", "app-**"] }),
    'workspaces must be a text of at least one character and without **; if it has an asterisk, each \\ must be followed by * or \\, not "app-**".',
  ],
  [
    () => runExecuted({ workspaces: ["team\\app-*"] }),
    'workspaces must be a text of at least one character and without **; if it has an asterisk, each \\ must be followed by * or \\, not "team\\\\app-*".',
  ],
  [
    () => runExecuted({ tags: [""] }),
    'tags must be a text of at least one character and without **; if it has an asterisk, each \\ must be followed by * or \\, not "".',
  ],
  [
    () => auditLog({ actions: ["**"] }),
    'actions must be a text of at least one character and without **; if it has an asterisk, each \\ must be followed by * or \\, not "**".',
  ],
  [
    () => runExecuted({ result: ["applied"] } as RunExecutedFilter),
    "result must be one of results, environments, workspaces, sources, dryRun, destroy, tags.",
  ],
  [
    () => auditLog({ workspaces: ["a"] } as AuditLogFilter),
    "workspaces must be one of actions, targetTypes, environments, actorEmails, results.",
  ],
])("refuses %s", (build, message) => {
  expect(build).toThrow(new Error(message));
});

const RUNS = ["scalr-run-destroy.json", "scalr-run-dry.json", "scalr-run-errored.json", "scalr-run-executed.json"];
const AUDIT = ["scalr-audit-log.json"];

/** The sample events that a pattern takes, of all there are. */
const taken = (pattern: object) =>
  sampleNames.filter((file) => matches(withoutWildcards(pattern, sample(file)), sample(file)));

describe("of all sample events", () => {
  test.each<[string, RunExecutedFilter, string[]]>([
    ["all runs", {}, RUNS],
    ["those that applied", { results: ["applied"] }, ["scalr-run-destroy.json", "scalr-run-executed.json"]],
    ["those that failed", { results: ["errored"] }, ["scalr-run-errored.json"]],
    [
      "those with some results",
      { results: ["errored", "planned_*"] },
      ["scalr-run-dry.json", "scalr-run-errored.json"],
    ],
    ["those with an unknown result", { results: ["unheard-of"] }, []],
    ["those of the environment", { environments: ["environment-name"] }, RUNS],
    ["those of environments by wildcard", { environments: ["other", "env*-name"] }, RUNS],
    ["those of another environment", { environments: ["environment"] }, []],
    ["those of workspaces by wildcard", { workspaces: ["*"] }, RUNS],
    ["those of other workspaces by wildcard", { workspaces: ["workspace-name-*"] }, []],
    ["those by VCS", { sources: ["vcs"] }, ["scalr-run-errored.json", "scalr-run-executed.json"]],
    ["dry runs", { dryRun: true }, ["scalr-run-dry.json"]],
    ["those that are no dry runs", { dryRun: false }, RUNS.filter((file) => file !== "scalr-run-dry.json")],
    ["those that destroy", { destroy: true }, ["scalr-run-destroy.json"]],
    ["those that do not destroy", { destroy: false }, RUNS.filter((file) => file !== "scalr-run-destroy.json")],
    ["those with a tag", { tags: ["nothing", "scalr-workspace:ws-1234567890"] }, RUNS],
    ["those with another tag", { tags: ["scalr-workspace:ws-other"] }, []],
    [
      "those that keep to every part",
      { results: ["applied"], environments: ["environment-*"], sources: ["vcs", "cli"], dryRun: false, destroy: false },
      ["scalr-run-executed.json"],
    ],
  ])("%s", (_name, filter, expected) => {
    expect(taken(runExecuted(filter))).toEqual(expected);
  });

  test.each<[string, AuditLogFilter, string[]]>([
    ["the whole audit log", {}, AUDIT],
    ["some actions", { actions: ["create-*"] }, AUDIT],
    ["other actions", { actions: ["delete-*"] }, []],
    ["what was done to workspaces", { targetTypes: ["workspaces"] }, AUDIT],
    ["what was done to something else", { targetTypes: ["workspace"] }, []],
    ["what was done in the environment", { environments: ["environment-name"] }, AUDIT],
    ["what was done elsewhere", { environments: ["production"] }, []],
    ["what somebody of a company did", { actorEmails: ["*@example.com"] }, AUDIT],
    ["what somebody else did", { actorEmails: ["*@example.org"] }, []],
    ["what succeeded", { results: ["SUCCESS"] }, AUDIT],
    ["what did not", { results: ["FAILURE"] }, []],
  ])("%s", (_name, filter, expected) => {
    expect(taken(auditLog(filter))).toEqual(expected);
  });

  test.each([
    ["another partner's", { source: "aws.partner/example.com/account-name/integration-name" }],
    ["a forged one's, which is no partner", { source: "scalr.com" }],
    ["of another kind", { "detail-type": "RunQueued" }],
  ])("none %s", (_name, change) => {
    for (const file of [...RUNS, ...AUDIT]) {
      const event = { ...sample(file), ...change };
      expect([runExecuted(), auditLog()].filter((pattern) => matches(pattern, event))).toEqual([]);
    }
  });
});
