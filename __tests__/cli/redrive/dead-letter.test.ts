import { CliError } from "../../../cli/errors";
import { fromQueue, fromRule, messageToSend, sortByEventTime } from "../../../cli/redrive/dead-letter";
import { queueMessage, ruleMessage } from "../support/messages";

test("an event of a queue keeps its message group, and gets a new deduplication id", () => {
  const message = queueMessage("mc-tag-change-events", 1);
  expect(messageToSend(fromQueue(message))).toEqual({
    MessageBody: message.Body,
    MessageGroupId: "mc-tag-change-events",
    MessageDeduplicationId: "redrive-message-1",
  });
});

test.each(["mc-tag-change-events", "aws.partner/scalr.com/account/integration/mc-tag-change-events"])(
  "an event of the rule %s gets the rule's name as message group",
  (rule) => {
    expect(fromRule(ruleMessage(rule, 1)).groupId).toBe("mc-tag-change-events");
  },
);

test.each([[undefined], [{}], [{ RULE_ARN: { DataType: "String" } }]])(
  "a message with the attributes %j is not from EventBridge",
  (MessageAttributes) => {
    expect(() => fromRule({ ...ruleMessage("rule", 1), MessageAttributes })).toThrow(
      new CliError(
        "Message message-1 has no attribute RULE_ARN: --rule-events is for dead-letter queues of EventBridge rules.",
      ),
    );
  },
);

test.each([
  ["its own", '{"time":"2026-01-01T00:00:03Z"}', 3],
  ["when it was sent, without one of its own", "{}", 5],
  ["when it was sent, if the body is not JSON", "oops", 5],
])("the time of an event is %s", (_, body, second) => {
  expect(fromRule(ruleMessage("rule", 5, body)).eventTime).toBe(Date.UTC(2026, 0, 1, 0, 0, second));
});

test("events are sorted by their time, then by when they were sent", () => {
  const sameSecond = JSON.stringify({ time: "2026-01-01T00:00:02Z" });
  const letters = [
    ruleMessage("a", 9),
    ruleMessage("b", 4, sameSecond),
    ruleMessage("c", 3, sameSecond),
    ruleMessage("d", 1),
  ].map((message) => fromRule(message));
  expect(sortByEventTime(letters).map(({ groupId }) => groupId)).toEqual(["d", "c", "b", "a"]);
});
