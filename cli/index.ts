#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { connect } from "./aws/aws";
import { inputOf } from "./input";
import { main } from "./main";

// The SDK warns of each release of Node.js that it will no longer support some day.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";

const controller = new AbortController();
const { signal } = controller;
// A second Ctrl-C ends the process at once.
for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => controller.abort());

void main(process.argv.slice(2), {
  connect,
  stdout: process.stdout,
  stderr: process.stderr,
  input: inputOf(process.stdin, process.stderr, controller),
  clock: {
    now: Date.now,
    delay: (milliseconds) => delay(milliseconds, undefined, { signal }).catch(() => undefined),
  },
  fetch,
  colors: !process.env.NO_COLOR,
  version: () => {
    const file = require.resolve("aws-event-relay/package.json");
    return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
  },
  forwarderPackage: () => readFileSync(require.resolve("aws-event-relay/functions/push-mgmt-events-to-mechcloud.zip")),
  env: process.env,
  signal,
}).then((code) => {
  process.exitCode = code;
});
