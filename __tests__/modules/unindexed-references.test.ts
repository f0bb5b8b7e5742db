import { unindexedReferences } from "./unindexed-references";

const counted = { aws_s3_bucket: { logs: { count: 1 }, other: {} } };
const referring = (attributes: object) => ({
  resource: { ...counted, aws_cloudtrail: { trail: { ...attributes } } },
  data: { aws_iam_policy_document: { policy: { count: 1 } } },
});

test.each([
  ["${aws_s3_bucket.logs.id}", "aws_s3_bucket.logs in ${aws_s3_bucket.logs.id}"],
  ["${one(aws_s3_bucket.logs.id)}", "aws_s3_bucket.logs in ${one(aws_s3_bucket.logs.id)}"],
  ["arn:${aws_s3_bucket.logs.id}/x", "aws_s3_bucket.logs in ${aws_s3_bucket.logs.id}"],
  [
    "${data.aws_iam_policy_document.policy.json}",
    "data.aws_iam_policy_document.policy in ${data.aws_iam_policy_document.policy.json}",
  ],
])("%s is found", (text, found) => {
  expect(unindexedReferences(referring({ name: [{ deep: text }] }))).toEqual([found]);
});

test.each([
  "${one(aws_s3_bucket.logs[*].id)}",
  "${aws_s3_bucket.logs[0].id}",
  "${aws_s3_bucket.logs_2.id}",
  "${aws_s3_bucket.other.id}",
  "${data.aws_s3_bucket.logs.id}",
  "aws_s3_bucket.logs.id",
])("%s is none", (text) => {
  expect(unindexedReferences(referring({ name: text }))).toEqual([]);
});

test("depends_on names the whole of it", () => {
  expect(unindexedReferences(referring({ depends_on: ["aws_s3_bucket.logs"] }))).toEqual([]);
});
