/** The account that the sample events are about. */
export const ACCOUNT = "123456789012";

/** A tag change of the resources, `second` seconds after the first moment of its minute. */
export function tagChange(ids: readonly string[], second = 0) {
  const type = ids[0]?.startsWith("i-") ? "instance" : ids[0]?.split("-")[0];
  return {
    id: `event-${ids.join("+")}`,
    "detail-type": "Tag Change on Resource",
    source: "aws.tag",
    time: new Date(Date.UTC(2024, 1, 14, 10, 15, second)).toISOString(),
    resources: ids.map((id) => `arn:aws:ec2:ap-south-1:${ACCOUNT}:${type}/${id}`),
    detail: { service: "ec2", "resource-type": type },
  };
}
