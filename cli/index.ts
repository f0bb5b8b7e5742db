#!/usr/bin/env node
import { SQSClient } from "@aws-sdk/client-sqs";
import { main } from "./main";

const interruption = new AbortController();
// A second Ctrl-C ends the process at once.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => interruption.abort());

void main(process.argv.slice(2), {
  createClient: ({ region, endpointUrl }) => new SQSClient({ region, endpoint: endpointUrl }),
  stdout: process.stdout,
  stderr: process.stderr,
  signal: interruption.signal,
}).then((code) => {
  process.exitCode = code;
});
