import { type Outcome, outcomeOf } from "../../../lambda-src/forwarder/outcome";

const each = (outcome: Outcome, ...statuses: number[]) => statuses.map((status) => [status, outcome] as const);

test.each<readonly [number | undefined, Outcome]>([
  [200, "delivered"],
  [undefined, "failed"],
  ...each("failed", 408, 429, 500, 502, 503, 504, 599),
  ...each("unauthorized", 300, 301, 302, 303, 307, 308, 399, 401, 403),
  ...each("refused", 201, 202, 204, 299, 400, 404, 409, 410, 413, 422, 499),
])("the answer %s means %s", (status, outcome) => {
  expect(outcomeOf(status)).toBe(outcome);
});
