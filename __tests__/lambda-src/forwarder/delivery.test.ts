import { Delivery } from "../../../lambda-src/forwarder/delivery";
import type { ManagementEvent } from "../../../lambda-src/forwarder/event";
import { Invocation } from "../../../lambda-src/forwarder/invocation";
import type { Outcome } from "../../../lambda-src/forwarder/outcome";
import { type Report, reportOf } from "../../../lambda-src/forwarder/report";
import { eventAbout } from "./support/records";

interface Scene {
  events: ManagementEvent[];
  outcomes?: Record<string, Outcome>;
}

/** Delivers the events; each takes one turn of the event loop. */
async function deliver({ events, outcomes = {} }: Scene) {
  const steps: string[] = [];
  const reports: Report[] = [];
  const poster = {
    async send(event: ManagementEvent) {
      steps.push(`+${event.messageId}`);
      await new Promise(setImmediate);
      steps.push(`-${event.messageId}`);
      return reportOf(event, { outcome: outcomes[event.messageId] ?? "delivered", tries: 1, latencyMs: 0 });
    },
  };
  const delivery = new Delivery(poster, { record: (report) => void reports.push(report) });
  const result = await delivery.deliver(events, new Invocation(() => 30_000));
  const delivered = result.filter(({ outcome }) => outcome === "delivered").map(({ messageId }) => messageId);
  return {
    result,
    delivered,
    steps: steps.join(" "),
    held: reports.filter(({ outcome }) => outcome === "held"),
    reports,
  };
}

const vpc = eventAbout(["vpc-1"], { second: 0 });
const subnet = eventAbout(["subnet-1"], { second: 1 });
const instance = eventAbout(["i-1"], { second: 2 });
const otherInstance = eventAbout(["i-2"], { second: 2 });
const lateVpc = eventAbout(["vpc-9"], { second: 3 });
const elsewhere = eventAbout(["vpc-5"], { groupId: "group-2" });
const elsewhereLater = eventAbout(["subnet-5"], { groupId: "group-2", second: 1 });

describe("Delivery", () => {
  test("sends a VPC, then its subnet, then its instances together, whatever their order in the batch", async () => {
    const { steps, delivered } = await deliver({ events: [instance, otherInstance, subnet, vpc] });

    expect(steps).toBe("+vpc-1 -vpc-1 +subnet-1 -subnet-1 +i-1 +i-2 -i-1 -i-2");
    expect(delivered).toEqual(["vpc-1", "subnet-1", "i-1", "i-2"]);
  });

  test("does not let a group wait for another", async () => {
    const { steps } = await deliver({ events: [vpc, subnet, elsewhere, elsewhereLater] });

    expect(steps).toBe("+vpc-1 +vpc-5 -vpc-1 +subnet-1 -vpc-5 +subnet-5 -subnet-1 -subnet-5");
  });

  test.each<Outcome>(["failed", "unauthorized", "held"])(
    "holds back what waits for an event that is %s",
    async (outcome) => {
      const { delivered, steps, held } = await deliver({
        events: [vpc, instance, otherInstance, lateVpc, elsewhere, elsewhereLater],
        outcomes: { "i-1": outcome },
      });

      expect(delivered).toEqual(["vpc-1", "i-2", "vpc-5", "subnet-5"]);
      expect(steps).not.toContain("vpc-9");
      expect(held.map(({ messageId }) => messageId)).toContain("vpc-9");
    },
  );

  test("holds nothing back for a refused event", async () => {
    const { delivered } = await deliver({ events: [vpc, subnet, instance], outcomes: { "vpc-1": "refused" } });

    expect(delivered).toEqual(["subnet-1", "i-1"]);
  });

  test("records every event once", async () => {
    const { reports, result } = await deliver({
      events: [vpc, subnet, instance, lateVpc],
      outcomes: { "subnet-1": "failed" },
    });

    expect(result).toEqual(reports);
    expect(reports.map(({ messageId, outcome, tries }) => [messageId, outcome, tries])).toEqual([
      ["vpc-1", "delivered", 1],
      ["subnet-1", "failed", 1],
      ["i-1", "held", 0],
      ["vpc-9", "held", 0],
    ]);
  });

  test("does nothing without events", async () => {
    expect((await deliver({ events: [] })).result).toEqual([]);
  });

  test("gives up all events without a try, and records why", () => {
    const reports: Report[] = [];
    const poster = { send: () => Promise.reject(new Error("never called")) };

    const result = new Delivery(poster, { record: (report) => void reports.push(report) }).giveUp([vpc, subnet], "?");

    expect(result).toEqual(reports);
    expect(result.map(({ messageId, outcome, fault, tries }) => [messageId, outcome, fault, tries])).toEqual([
      ["vpc-1", "failed", "?", 0],
      ["subnet-1", "failed", "?", 0],
    ]);
  });
});
