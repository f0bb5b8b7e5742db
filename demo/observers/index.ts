import type { LocalAws } from "../../local-aws/local-aws";
import type { Stage } from "../stage/stage";
import { observeDeadLetters } from "./dead-letters";
import { observeEc2 } from "./ec2";
import { Poller } from "./poller";
import { observeQueues, observeRelay, observeToken } from "./relay";
import { observeAlerts, observeAutomationQueue, observeLogs } from "./scalr";
import { observeSentEvents } from "./sent-events";

/** While nothing happens, AWS is asked less often: a look costs time of the processor. In milliseconds. */
const QUIET_MS = 5_000;

/** Looks at everything that the page shows of AWS, until it is stopped. */
export async function observe(stage: Stage, { endpoint }: LocalAws): Promise<Poller> {
  const poller = new Poller(stage.log);
  poller.start("the sent events", 100, await observeSentEvents(stage));
  poller.start("EC2", 1_000, await observeEc2(stage), QUIET_MS);
  poller.start("the queues", 500, observeQueues(stage), QUIET_MS);
  poller.start("the dead-letter queues", 500, observeDeadLetters(stage));
  poller.start("the relay", 1_000, observeRelay(stage), QUIET_MS);
  poller.start("the access token", 1_000, observeToken(stage), QUIET_MS);
  poller.start("Scalr's logs", 1_000, observeLogs(stage, endpoint), QUIET_MS);
  poller.start("Scalr's alerts", 100, await observeAlerts(stage));
  poller.start("Scalr's destination", 100, observeAutomationQueue(stage));
  return poller;
}
