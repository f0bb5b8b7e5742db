/** The parts of Scalr's events that the demo shows. */
export interface ScalrEvent {
  readonly "detail-type": "RunExecuted" | "AuditLog";
  readonly detail: {
    readonly event?: { readonly "run-id": string; readonly result: string; readonly workspace: string };
    readonly target?: { readonly id: string; readonly "display-name": string };
    readonly request?: { readonly action: string };
    readonly actor?: { readonly email?: string };
  };
}

export interface ScalrSummary {
  readonly type: "run" | "audit";
  /** Id of the run, or of what was changed. */
  readonly resource: string;
  /** Result of the run, or the action. */
  readonly what: string;
  readonly workspace: string;
}

export function scalrSummaryOf({ "detail-type": type, detail }: ScalrEvent): ScalrSummary {
  const { event, target, request } = detail;
  const workspace = event?.workspace ?? target?.["display-name"] ?? "";
  if (type === "RunExecuted") {
    return { type: "run", resource: event?.["run-id"] ?? "?", what: event?.result ?? "?", workspace };
  }
  return { type: "audit", resource: target?.id ?? "?", what: request?.action ?? "?", workspace };
}
