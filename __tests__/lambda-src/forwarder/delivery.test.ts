import { Delivery } from "../../../lambda-src/forwarder/delivery";
import type { ManagementEvent } from "../../../lambda-src/forwarder/event";
import { Invocation } from "../../../lambda-src/forwarder/invocation";
import type { Outcome } from "../../../lambda-src/forwarder/outcome";
import { type Report, reportOf } from "../../../lambda-src/forwarder/report";
import { lambdaContext } from "../support/context";
import { eventAbout } from "./support/records";

interface Scene {
  events: ManagementEvent[];
  /** Of each try, by message id; the last one for ever. @default delivered */
  outcomes?: Record<string, Outcome | Outcome[]>;
}

/** Delivers the events; each takes one turn of the event loop. */
async function deliver({ events, outcomes = {} }: Scene) {
  const invocation = new Invocation(lambdaContext());
  const steps: string[] = [];
  const reports: Report[] = [];
  const poster = {
    async post(event: ManagementEvent) {
      steps.push(`+${event.messageId}`);
      await new Promise(setImmediate);
      steps.push(`-${event.messageId}`);
      const planned = [outcomes[event.messageId] ?? "delivered"].flat();
      const tries = steps.filter((step) => step === `-${event.messageId}`).length;
      const outcome = planned[tries - 1] ?? planned.at(-1)!;
      if (outcome === "delivered") invocation.countDelivery();
      return reportOf(event, { outcome, tries: 1, latencyMs: 0 });
    },
  };
  const delivery = new Delivery(poster, { record: (report) => void reports.push(report) });
  const result = await delivery.deliver(events, invocation);
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
  test("posts a VPC, then its subnet, then its instances together, whatever their order in the batch", async () => {
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

  test("holds all events without a try, and records why", () => {
    const reports: Report[] = [];
    const poster = { post: () => Promise.reject(new Error("never called")) };

    const result = new Delivery(poster, { record: (report) => void reports.push(report) }).hold([vpc, subnet], "?");

    expect(result).toEqual(reports);
    expect(result.map(({ messageId, outcome, fault, tries }) => [messageId, outcome, fault, tries])).toEqual([
      ["vpc-1", "held", "?", 0],
      ["subnet-1", "held", "?", 0],
    ]);
  });
});

describe("An event that fails at its third receive", () => {
  const third = { receiveCount: 3 };
  const badVpc = eventAbout(["vpc-1"], third);
  const outcomesOf = (reports: Report[]) =>
    Object.fromEntries(reports.map(({ messageId, outcome }) => [messageId, outcome]));

  test("is poison if the next one is delivered; it holds nothing back", async () => {
    const { reports, steps } = await deliver({ events: [badVpc, subnet, instance], outcomes: { "vpc-1": "failed" } });

    expect(outcomesOf(reports)).toEqual({ "vpc-1": "poison", "subnet-1": "delivered", "i-1": "delivered" });
    expect(steps).toBe("+vpc-1 -vpc-1 +subnet-1 -subnet-1 +vpc-1 -vpc-1 +i-1 -i-1");
  });

  test("is delivered after the next one if it only needed time", async () => {
    const outcomes: Scene["outcomes"] = { "vpc-1": ["failed", "delivered"] };

    const { delivered } = await deliver({ events: [badVpc, subnet, instance], outcomes });

    expect(delivered).toEqual(["vpc-1", "subnet-1", "i-1"]);
  });

  test("is poison if another one of its wave, or of another group, is delivered", async () => {
    const good = eventAbout(["vpc-2"], { ...third, second: 0 });
    const outcomes: Scene["outcomes"] = { "vpc-1": "failed" };

    expect(outcomesOf((await deliver({ events: [badVpc, good], outcomes })).reports)["vpc-1"]).toBe("poison");
    expect(outcomesOf((await deliver({ events: [elsewhere, badVpc], outcomes })).reports)["vpc-1"]).toBe("poison");
  });

  test("shows a channel that is down if three later ones fail: all wait, and are not posted again", async () => {
    const events = [badVpc, subnet, instance, lateVpc, eventAbout(["vpc-8"], { second: 4 })];

    const { reports, steps } = await deliver({
      events,
      outcomes: Object.fromEntries(events.map(({ messageId }) => [messageId, "failed"])),
    });

    expect(outcomesOf(reports)).toEqual({
      "vpc-1": "failed",
      "subnet-1": "failed",
      "i-1": "failed",
      "vpc-9": "failed",
      "vpc-8": "held",
    });
    expect(steps).toBe("+vpc-1 -vpc-1 +subnet-1 -subnet-1 +i-1 -i-1 +vpc-9 -vpc-9");
  });

  test("is found behind another poisonous one, and beside those that are refused for want of it", async () => {
    const badSubnet = eventAbout(["subnet-1"], { ...third, second: 1 });
    const outcomes: Scene["outcomes"] = { "vpc-1": "failed", "subnet-1": "failed", "i-1": "refused" };

    const { reports } = await deliver({ events: [badVpc, badSubnet, instance, lateVpc], outcomes });

    expect(outcomesOf(reports)).toEqual({
      "vpc-1": "poison",
      "subnet-1": "poison",
      "i-1": "refused",
      "vpc-9": "delivered",
    });
  });

  test("proves nothing alone", async () => {
    const { reports } = await deliver({ events: [badVpc], outcomes: { "vpc-1": "failed" } });

    expect(outcomesOf(reports)).toEqual({ "vpc-1": "failed" });
  });

  test("has no test if one of its wave may still recover", async () => {
    const young = eventAbout(["vpc-2"], { second: 0 });
    const outcomes: Scene["outcomes"] = { "vpc-1": "failed", "vpc-2": "failed" };

    const { reports } = await deliver({ events: [badVpc, young, subnet], outcomes });

    expect(outcomesOf(reports)).toEqual({ "vpc-1": "failed", "vpc-2": "failed", "subnet-1": "held" });
  });

  test("is poison, too, if no time is left for its last chance; a refused token is not", async () => {
    const chance = async (last: Outcome) => {
      const outcomes: Scene["outcomes"] = { "vpc-1": ["failed", last] };
      return outcomesOf((await deliver({ events: [badVpc, subnet], outcomes })).reports)["vpc-1"];
    };

    expect(await chance("held")).toBe("poison");
    expect(await chance("unauthorized")).toBe("unauthorized");
  });
});
