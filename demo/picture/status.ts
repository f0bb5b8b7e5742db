import { deploymentProgress } from "./deployment";
import { seconds } from "./happened";
import type { Picture } from "./picture";
import { type RelayState, relayStateOf } from "./relay-state";

/** What happens now, and what is waited for, as a line. */
export function statusOf(picture: Picture, now: number): string {
  if (picture.ended !== undefined) return picture.ended;
  const step = [...picture.steps.values()].findLast(({ progress }) => progress === "started");
  if (step) {
    const { done, total, underWay } = deploymentProgress(picture.parts);
    const parts = [
      `${step.name} …`,
      seconds(now - step.startedAt),
      ...(step.name.endsWith("Terraform") && total > 0 ? [`${done} of ${total} resources`] : []),
      ...(underWay.length > 0 ? [`working at ${underWay.slice(0, 2).join(", ")}`] : []),
      step.text,
    ];
    return parts.filter(Boolean).join(" · ");
  }
  const chapter = picture.chapters.findLast(({ progress }) => progress === "started");
  if (chapter) {
    const { title, expected, text } = chapter;
    return [title, text ?? expected, relayText(relayState(picture, now), now)].join(" · ");
  }
  return "Press the buttons, or use the AWS CLI beside.";
}

export function relayState({ relay: { mapping, resumesAt, hasSchedule } }: Picture, now: number): RelayState {
  return relayStateOf(mapping, resumesAt, hasSchedule, now);
}

/** The relay's state as a phrase: "the relay waits until 12:34:56, 45 s more". */
export function relayText(state: RelayState, now: number): string {
  switch (state.is) {
    case "absent":
      return "the relay is not there yet";
    case "running":
      return "the relay runs";
    case "changing":
      return "the relay is changing between running and paused";
    case "waiting":
      return `the relay waits until ${clock(state.until)}, ${Math.ceil((state.until - now) / 1000)} s more`;
    case "resuming":
      return "the relay resumes";
    case "paused":
      return "the relay is paused until a person resumes it";
  }
}

/** "12:34:56" in the time zone of whoever looks. */
export const clock = (at: number): string => new Date(at).toTimeString().slice(0, 8);

/** The token's state as a phrase: "the token has 3540 s left". */
export function tokenText(token: Picture["token"], now: number): string {
  if (!token?.isStored) return "there is no access token";
  if (token.expiresAt === undefined) return "the token does not tell when it expires";
  const left = Math.floor((token.expiresAt - now) / 1000);
  return left > 0 ? `the token has ${left} s left` : "the token has expired";
}

/** MechCloud's state as a phrase: "up", "away". */
export function mechCloudText(mechCloud: Picture["mechCloud"]): string {
  if (!mechCloud?.isUp) return "away";
  return mechCloud.latency > 0 ? `up, but slow: ${seconds(mechCloud.latency)} an answer` : "up";
}
