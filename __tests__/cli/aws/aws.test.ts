import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { connect } from "../../../cli/aws/aws";

test("each client calls the endpoint in the region", async () => {
  const paths: string[] = [];
  const server = createServer((request, response) => {
    paths.push(/Credential=[^/]+\/\d+\/([\w-]+\/[\w-]+)/.exec(request.headers.authorization!)![1]!);
    response.writeHead(400).end();
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";
  process.env.AWS_ACCESS_KEY_ID = "key";
  process.env.AWS_SECRET_ACCESS_KEY = "secret";
  const { port } = server.address() as AddressInfo;
  const aws = connect({ region: "eu-west-1", endpointUrl: `http://127.0.0.1:${port}` });

  await Promise.allSettled([
    aws.cloudTrail.describeTrails({}),
    aws.cloudWatch.describeAlarms({}),
    aws.ec2.describeVpcs({}),
    aws.events.listRules({}),
    aws.firehose.listDeliveryStreams({}),
    aws.kinesis.listStreams({}),
    aws.lambda.listFunctions({}),
    aws.logs.describeLogGroups({}),
    aws.scheduler.listSchedules({}),
    aws.secrets.listSecrets({}),
    aws.sns.listTopics({}),
    aws.sqs.listQueues({}),
    aws.ssm.describeParameters({}),
    aws.stepFunctions.listStateMachines({}),
    aws.sts.getCallerIdentity({}),
  ]);
  server.close();
  const services =
    "cloudtrail monitoring ec2 events firehose kinesis lambda logs scheduler secretsmanager sns sqs ssm states sts";
  expect(paths.toSorted()).toEqual(
    services
      .split(" ")
      .map((service) => `eu-west-1/${service}`)
      .toSorted(),
  );
  expect(await aws.region()).toBe("eu-west-1");
});

test("a client for many calls finds the rate that AWS allows", async () => {
  const throttled = Array.from({ length: 3 }, () => 503);
  const server = createServer((_, response) => {
    if (throttled.pop())
      response
        .writeHead(503)
        .end("<Response><Errors><Error><Code>RequestLimitExceeded</Code></Error></Errors></Response>");
    else response.end("<DescribeVpcsResponse/>");
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const aws = connect({ region: "eu-west-1", endpointUrl: `http://127.0.0.1:${port}`, manyCalls: true });
  await aws.ec2.describeVpcs({});
  server.close();
  expect(throttled).toEqual([]);
});
