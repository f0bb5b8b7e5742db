import { isolatedMessage, setAsideMessage } from "../../../lambda-src/forwarder/outgoing-message";
import { invalidReportOf, type Report } from "../../../lambda-src/forwarder/report";
import { isolatedRecord, sqsRecord } from "./support/records";

const FIRST_RECEIVED = Date.parse("2024-02-14T10:15:31Z");
const record = sqsRecord("{}", { receiveCount: 2, firstReceivedAt: FIRST_RECEIVED });

test("an isolated event keeps its body, and remembers where it was", () => {
  expect(isolatedMessage(record)).toEqual({
    body: "{}",
    groupId: "isolated-message-1",
    deduplicationId: "message-1",
    attributes: {
      isolatedMessageId: "message-1",
      isolatedGroupId: "group-1",
      firstReceived: String(FIRST_RECEIVED),
      receives: "2",
    },
  });
});

test("an event that is set aside keeps its body, group and id, and says why it is there", () => {
  const report: Report = { ...invalidReportOf(record), outcome: "refused", status: 400, answer: "unknown vpc-1" };

  expect(setAsideMessage(record, report, "request-1")).toEqual({
    body: "{}",
    groupId: "group-1",
    deduplicationId: "message-1",
    attributes: {
      outcome: "refused",
      status: "400",
      answer: "unknown vpc-1",
      receives: "2",
      firstReceived: "2024-02-14T10:15:31.000Z",
      requestId: "request-1",
    },
  });
});

test("an isolated event that is set aside is what it was before, with all of its receives", () => {
  const isolated = isolatedRecord("{}", { receiveCount: 10 });
  const report: Report = { ...invalidReportOf(isolated), outcome: "failed", fault: "ECONNRESET" };

  expect(setAsideMessage(isolated, report, "request-1")).toMatchObject({
    groupId: "group-1",
    deduplicationId: "message-1",
    attributes: {
      outcome: "failed",
      fault: "ECONNRESET",
      receives: "12",
      firstReceived: "2024-02-14T10:15:31.000Z",
      requestId: "request-1",
    },
  });
});

test("a message of no group is set aside in a group of no name", () => {
  const ungrouped = sqsRecord("{}");
  delete ungrouped.attributes.MessageGroupId;

  expect(isolatedMessage(ungrouped).attributes.isolatedGroupId).toBe("");
});
