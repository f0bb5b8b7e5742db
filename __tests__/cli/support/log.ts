/** Lines as the function, Lambda and the metrics write them. */
export const LINES = [
  "START RequestId: 8c1a Version: $LATEST",
  '{"level":"INFO","message":"Event delivered","outcome":"delivered","detailType":"Tag Change on Resource","resourceIds":["vpc-1"],"status":200,"latencyMs":120,"receiveCount":1}',
  '{"level":"WARN","message":"Event not delivered","outcome":"refused","detailType":"EC2 Instance State-change Notification","resourceIds":["i-2"],"status":422,"answer":"unknown instance","latencyMs":0}',
  '{"level":"WARN","message":"Event not delivered","outcome":"failed","fault":"ECONNREFUSED","resourceIds":["i-3"]}',
  '{"level":"ERROR","message":"The channel to MechCloud is down. HTTP status 401","until":"2026-01-01T00:01:00.000Z"}',
  '{"level":"WARN","message":"Event isolated","fault":"TimeoutError"}',
  '{"_aws":{"Timestamp":1767225600000},"service":"push-mgmt-events-to-mechcloud","Delivered":1}',
  "2026-01-01T00:00:06.000Z 8c1a Task timed out after 30.00 seconds\n",
  "REPORT RequestId: 8c1a Duration: 120 ms {",
] as const;

export const LOG_START = Date.parse("2026-01-01T00:00:00Z");

/** CloudWatch Logs' answer: a line a second. */
export function logEvents(lines: readonly string[], first = 0) {
  return lines.map((message, n) => ({ eventId: `${first + n}`, message, timestamp: LOG_START + (first + n) * 1_000 }));
}
