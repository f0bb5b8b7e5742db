import { command } from "../command";
import { announce } from "../relay/announce";
import { setEnabled } from "../relay/mapping";
import { findRelay } from "../relay/relay";

export const resume = command({
  name: "resume",
  description: "end a pause; the queue's events are delivered in order",
  options: {},
  async run({ prefix }, context) {
    const { aws, output, signal } = context;
    const relay = await findRelay(aws, prefix);
    const { function: name } = relay.names;
    await announce(context, `resume ${name}`);
    await setEnabled(context, relay, true);
    if (signal.aborted) return;
    output.result({ function: name, state: "running" }, `${name} is running.`);
  },
});
