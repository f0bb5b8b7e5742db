import { command } from "../command";
import { announce } from "../relay/announce";
import { setEnabled } from "../relay/mapping";
import { findRelay } from "../relay/relay";
import { deleteSchedules } from "../relay/schedules";

export const pause = command({
  name: "pause",
  description: "pause the relay until resume; the queue keeps the events in order, for up to 14 days",
  options: {},
  async run({ prefix }, context) {
    const { aws, output, signal } = context;
    const relay = await findRelay(aws, prefix);
    const { function: name } = relay.names;
    await announce(context, `pause ${name}`);
    // A schedule that comes during the change would end the pause.
    await deleteSchedules(aws, relay);
    await setEnabled(context, relay, false);
    // The function's last invocation may have created one.
    await deleteSchedules(aws, relay);
    if (signal.aborted) return;
    output.result(
      { function: name, state: "stopped" },
      `${name} is paused. It stays so, also after terraform apply, until aws-event-relay resume.`,
    );
  },
});
