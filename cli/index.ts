#!/usr/bin/env node
import { SQSClient } from "@aws-sdk/client-sqs";
import { main } from "./main";

const controller = new AbortController();
// A second Ctrl-C ends the process at once.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => controller.abort());

void main(process.argv.slice(2), {
  createClient: ({ region, endpointUrl }) => new SQSClient({ region, endpoint: endpointUrl }),
  stdout: process.stdout,
  stderr: process.stderr,
  signal: controller.signal,
}).then((code) => {
  process.exitCode = code;
});
