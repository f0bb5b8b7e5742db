import type { Sighting } from "./journal";

/** What the demo shows of an event of Scalr's. */
export interface ScalrEvent {
  readonly "detail-type": "RunExecuted" | "AuditLog";
  readonly detail: {
    readonly event?: { readonly "run-id": string; readonly result: string; readonly workspace: string };
    readonly target?: { readonly id: string; readonly "display-name": string };
    readonly request?: { readonly action: string };
  };
}

/** Reads what happened from an event in a log group. */
export function scalrSighting({ "detail-type": detailType, detail }: ScalrEvent): Sighting {
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

/** Reads which run a message to people is about. */
export function alertSighting(message: string): Sighting {
  const resource = /^Run ID: (\S+)$/m.exec(message)?.[1] ?? "?";
  return { rule: "scalr-run-alerts", detailType: "RunExecuted, for people", resource, what: "alert" };
}

export function workspaceName({ detail }: ScalrEvent): string {
  return detail.event?.workspace ?? detail.target?.["display-name"] ?? "";
}
