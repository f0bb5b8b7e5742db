import { connectionsOf, type ScalrApi } from "../scalr/connection";
import type { Check, ScalrDeployment } from "./check";

/** What Scalr itself says of the connection. */
export function connectionCheck(scalr: ScalrApi): Check<ScalrDeployment> {
  return {
    id: "scalr-connection",
    right: "Scalr says that its connection is active.",
    async check({ events: { eventBus } }) {
      const connections = await connectionsOf(scalr);
      const own = connections.find((connection) => connection["event-source"] === eventBus);
      if (own?.status === "active") return [];
      if (!own) {
        const problem = `Scalr has no connection with the event source ${eventBus}.`;
        return [{ problem, next: "create it in Scalr, account scope, Integrations" }];
      }
      const reason = own["err-message"] ? `: ${own["err-message"]}` : "";
      const next = "in Scalr, account scope, Integrations, the connection's details: Refresh status";
      return [{ problem: `Scalr says that its connection is ${own.status}${reason}.`, next }];
    },
  };
}
