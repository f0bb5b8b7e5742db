// A function in its own process: it is loaded, says so, and waits for a batch on its standard input; then it prints the times of
// one cold and several warm invocations. Arguments: the function's file, the number of warm invocations.
import { once } from "node:events";
import { pathToFileURL } from "node:url";

const [file, runs] = process.argv.slice(2);
const context = { invokedFunctionArn: "arn", getRemainingTimeInMillis: () => 30_000 };
const print = (value) => process.stderr.write(`${JSON.stringify(value)}\n`);

const startedAt = performance.now();
const { handler } = await import(pathToFileURL(file).href);
print(performance.now() - startedAt);
const [batch] = await once(process.stdin.setEncoding("utf8"), "data");
const times = [];
for (let run = 0; run <= runs; run++) {
  const begin = performance.now();
  const { batchItemFailures } = await handler(JSON.parse(batch), context);
  if (batchItemFailures.length > 0) throw new Error(`${batchItemFailures.length} events were not delivered`);
  times.push(performance.now() - begin);
}
print(times);
process.exit();
