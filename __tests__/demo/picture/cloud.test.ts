import type { AwsEvent } from "../../../demo/picture/aws-event";
import { type Box, boxesOf, EMPTY_CLOUD, type Resource, withEvent } from "../../../demo/picture/cloud";
import { call, instancesRun, state, subnetCreated, subnetDeleted, tagged, vpcCreated, vpcDeleted } from "./events";

const outline = (boxes: readonly Box[]): string =>
  boxes
    .map(({ id, name, state: is, boxes: inner }) =>
      [id, name && `"${name}"`, is, inner.length > 0 && `[${outline(inner)}]`].filter(Boolean).join(" "),
    )
    .join(", ");

const network = [vpcCreated("vpc-1"), subnetCreated("subnet-1", "vpc-1"), instancesRun("subnet-1", "i-1", "i-2")];

test.each<[string, AwsEvent[], string]>([
  ["nothing", [], ""],
  ["a network", network, "vpc-1 [subnet-1 [i-1, i-2]]"],
  [
    "names and states",
    [...network, tagged("vpc-1", "net"), state("i-1", "running")],
    'vpc-1 "net" [subnet-1 [i-1 running, i-2]]',
  ],
  ["another name", [vpcCreated("vpc-1"), tagged("vpc-1", "a"), tagged("vpc-1", "b")], 'vpc-1 "b"'],
  ["a name that was taken away", [vpcCreated("vpc-1"), tagged("vpc-1", "a"), tagged("vpc-1")], "vpc-1"],
  ["the name before the rest", [tagged("subnet-1", "part"), ...network], 'vpc-1 [subnet-1 "part" [i-1, i-2]]'],
  ["a subnet whose VPC is not known", [subnetCreated("subnet-1", "vpc-1")], "subnet-1"],
  [
    "a terminated instance",
    [...network, state("i-1", "shutting-down"), state("i-1", "terminated")],
    "vpc-1 [subnet-1 [i-2]]",
  ],
  [
    "a state that comes too late",
    [...network, state("i-1", "terminated"), tagged("i-1"), state("i-1", "running")],
    "vpc-1 [subnet-1 [i-2]]",
  ],
  ["a deleted subnet", [...network.slice(0, 2), subnetDeleted("subnet-1")], "vpc-1"],
  ["a deleted VPC", [vpcCreated("vpc-1"), vpcDeleted("vpc-1"), tagged("vpc-1")], ""],
  ["calls that change tags alone", [call("CreateTags", { requestParameters: {} }), call("TerminateInstances", {})], ""],
])("knows from events: %s", (_, events, expected) => {
  expect(outline(boxesOf(events.reduce(withEvent, EMPTY_CLOUD), undefined))).toBe(expected);
});

test.each<[string, Resource[] | undefined, string | undefined]>([
  ["has not been asked", undefined, undefined],
  ["says the same", [{ id: "i-1", state: "running", name: "web", parent: "subnet-1" }], undefined],
  ["has another state", [{ id: "i-1", state: "stopped", name: "web", parent: "subnet-1" }], "EC2: stopped"],
  ["has another name and no parent", [{ id: "i-1", state: "running", name: "db" }], "EC2: db, no parent"],
  ["has it no more", [], "EC2: gone"],
])("says if EC2 differs: it %s", (_, ec2, expected) => {
  const events = [instancesRun("subnet-1", "i-1"), state("i-1", "running"), tagged("i-1", "web")];

  const [box] = boxesOf(events.reduce(withEvent, EMPTY_CLOUD), ec2);

  expect(box).toMatchObject({ id: "i-1", type: "instance", isKnown: true });
  expect(box?.difference).toBe(expected);
});

test("shows what only EC2 has within what is known", () => {
  const cloud = [vpcCreated("vpc-1")].reduce(withEvent, EMPTY_CLOUD);

  const [vpc] = boxesOf(cloud, [
    { id: "vpc-1", cidr: "10.0.0.0/16" },
    { id: "subnet-1", parent: "vpc-1" },
  ]);

  expect(vpc).toMatchObject({ difference: undefined, cidr: "10.0.0.0/16" });
  expect(vpc?.boxes).toEqual([
    expect.objectContaining({ id: "subnet-1", isKnown: false, difference: "only EC2 has it" }),
  ]);
});
