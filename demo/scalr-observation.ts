import type { Observation } from "./timeline";

/** The parts of Scalr's events that the demo shows. */
export interface ScalrEvent {
  readonly "detail-type": "RunExecuted" | "AuditLog";
  readonly detail: {
    readonly event?: { readonly "run-id": string; readonly result: string; readonly workspace: string };
    readonly target?: { readonly id: string; readonly "display-name": string };
    readonly request?: { readonly action: string };
  };
}

/** Reads what happened from an event in a log group. */
export function scalrObservation({ "detail-type": detailType, detail }: ScalrEvent): Observation {
  if (detailType === "RunExecuted") {
    const { "run-id": resource = "?", result: what = "?" } = detail.event ?? {};
    return { rule: "scalr-run-executed", detailType, resource, what };
  }
  return {
    rule: "scalr-audit-log",
    detailType,
    resource: detail.target?.id ?? "?",
    what: detail.request?.action ?? "?",
  };
}

/** Reads the run's id from an alert message. */
export function alertObservation(message: string): Observation {
  const resource = /^Run ID: (\S+)$/m.exec(message)?.[1] ?? "?";
  return { rule: "scalr-run-alerts", detailType: "alert message", resource, what: "alert" };
}

export function workspaceName({ detail }: ScalrEvent): string {
  return detail.event?.workspace ?? detail.target?.["display-name"] ?? "";
}
