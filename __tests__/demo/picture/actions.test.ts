import { type ActionName, actionNames, obstacleOf, runningInstances } from "../../../demo/picture/actions";
import type { Resource } from "../../../demo/picture/cloud";
import type { Fact } from "../../../demo/picture/facts";
import { pictureOf } from "./events";

const token: Fact = { kind: "token", at: 1, isStored: true, expiresAt: 9 };
const ec2 = (...resources: Resource[]): Fact => ({ kind: "ec2", at: 1, resources });
const mechCloud = (isUp: boolean, latency = 0): Fact => ({ kind: "mechcloud", at: 1, isUp, latency });

test("no button can be pressed before the deployment, or after the end", () => {
  const ended: Fact = { kind: "ended", at: 1, text: "over" };
  const obstacles = (...facts: Fact[]) => new Set(actionNames.map((name) => obstacleOf(name, pictureOf(...facts))));

  expect(obstacles()).toEqual(new Set(["Wait for the deployment."]));
  expect(obstacles(token, ended)).toEqual(new Set(["The demo has ended."]));
});

const instance = { id: "i-1", state: "running" };
const needsInstance = "First create a VPC with instances.";

test.each<[ActionName, Fact[], string | undefined]>([
  ["network", [], undefined],
  ["tag", [], needsInstance],
  ["tag", [ec2({ id: "i-1", state: "pending" })], needsInstance],
  ["tag", [ec2(instance)], undefined],
  ["burst", [ec2()], needsInstance],
  ["refuse", [ec2(instance)], undefined],
  ["poison", [ec2(instance)], needsInstance],
  ["poison", [ec2(instance, { id: "i-2", state: "running" })], undefined],
  ["poison", [mechCloud(false)], "MechCloud is away."],
  ["terminate", [ec2()], "There is no VPC."],
  ["terminate", [ec2({ id: "vpc-1" })], undefined],
  ["away", [mechCloud(true)], undefined],
  ["away", [mechCloud(false)], "It is away."],
  ["slow", [mechCloud(true, 3_000)], "It is slow."],
  ["back", [mechCloud(true)], "It is well."],
  ["back", [mechCloud(true, 3_000)], undefined],
  ["back", [mechCloud(false)], undefined],
  ["expire", [], undefined],
  ["expire", [{ ...token, expiresAt: undefined }], "There is no token."],
  ["renew", [], undefined],
])("the button %s, after %j: %s", (name, facts, expected) => {
  expect(obstacleOf(name, pictureOf(token, ...facts))).toBe(expected);
});

test("the newest running instance comes first", () => {
  const picture = pictureOf(ec2(instance, { id: "i-2", state: "running" }, { id: "i-3", state: "shutting-down" }));

  expect(runningInstances(picture).map(({ id }) => id)).toEqual(["i-2", "i-1"]);
});
