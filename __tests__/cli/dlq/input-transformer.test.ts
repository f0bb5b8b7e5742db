import { transformed } from "../../../cli/dlq/input-transformer";

const RULE = "arn:aws:events:us-east-1:123456789012:rule/aws.partner/scalr.com/a/b/scalr-to-chat";
const EVENT = {
  id: "e-1",
  time: "2026-01-01T00:00:00Z",
  "detail-type": "RunExecuted",
  resources: ["a", "b"],
  detail: { who: 'a "b"', count: 2, tags: [{ name: "x" }], same: { a: 1 } },
};
const PATHS = {
  who: "$.detail.who",
  type: "$.detail-type",
  count: "$.detail.count",
  tag: "$.detail.tags[0].name",
  list: "$.resources",
  firstOfList: "$.detail.tags.name",
  all: "$",
  same: "$.detail.same",
  missing: "$.detail.tags[7].name",
};

test.each([
  ['{"type": <type>, "count": <count>, "list": <list>}', '{"type": "RunExecuted", "count": 2, "list": ["a","b"]}'],
  ['{"text": "<type> by <who>: <count>, <tag>, <same>"}', '{"text": "RunExecuted by a \\"b\\": 2, x, {a:1}"}'],
  ['"<type> <missing>"', '"RunExecuted "'],
  ['{"a": [<missing>]}', '{"a": []}'],
  ["<type> of <tag> <unknown>", "RunExecuted of x "],
  ['{"first": <firstOfList>}', '{"first": "x"}'],
  ['{"all": <all>}', `{"all": ${JSON.stringify(EVENT)}}`],
  ['{"all": <aws.events.event.json>}', `{"all": ${JSON.stringify(EVENT)}}`],
  ['"<aws.events.rule-name> at <aws.events.event.ingestion-time>"', '"scalr-to-chat at 2026-01-01T00:00:00Z"'],
  ['"<aws.events.rule-arn>"', `"${RULE}"`],
  ['{"e": <aws.events.event>}', `{"e": ${JSON.stringify({ ...EVENT, detail: undefined })}}`],
])("%s", (InputTemplate, expected) => {
  expect(transformed(EVENT, { InputPathsMap: PATHS, InputTemplate }, RULE)).toBe(expected);
});

test("a template without paths", () => {
  expect(transformed(EVENT, { InputTemplate: '"done"' }, RULE)).toBe('"done"');
});
