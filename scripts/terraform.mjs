#!/usr/bin/env node
// The Terraform that cdktf runs: the one of RELAY_TERRAFORM, with a brief output of apply and destroy.
import { spawn } from "node:child_process";
import { constants } from "node:os";
import brief from "./lib/brief-terraform.cjs";

const PROMPT = /Enter a value: \S*$/;

const args = process.argv.slice(2);
const isBrief = args[0] === "apply" || args[0] === "destroy";
const child = spawn(process.env.RELAY_TERRAFORM, args, { stdio: ["inherit", isBrief ? "pipe" : "inherit", "inherit"] });
// Ctrl-C reaches Terraform itself, which then ends in order.
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
child.on("error", (error) => {
  console.error(error.message);
  process.exit(1);
});
child.on("close", (code, signal) => {
  process.stdout.write(rest);
  process.exitCode = code ?? 128 + constants.signals[signal];
});

const isWorthReading = brief.briefFilter();
let rest = "";
child.stdout?.setEncoding("utf8").on("data", (text) => {
  const lines = (rest + text).split("\n");
  rest = lines.pop();
  for (const line of lines) if (isWorthReading(line)) process.stdout.write(`${line}\n`);
  // A person answers in the same line.
  if (!PROMPT.test(rest)) return;
  process.stdout.write(rest);
  rest = "";
});
