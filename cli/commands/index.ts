import type { Command } from "../command";
import { dlqDrop } from "./dlq-drop";
import { dlqList } from "./dlq-list";
import { dlqSend } from "./dlq-send";
import { dlqShow } from "./dlq-show";
import { doctor } from "./doctor";
import { importCommand } from "./import";
import { pause } from "./pause";
import { redrive } from "./redrive";
import { replay } from "./replay";
import { resume } from "./resume";
import { resync } from "./resync";
import { status } from "./status";
import { tagAssets } from "./tag-assets";
import { tail } from "./tail";
import { test } from "./test";
import { tokenSet } from "./token-set";

/** In the order of the help. */
export const COMMANDS: readonly Command[] = [
  doctor,
  status,
  tokenSet,
  test,
  pause,
  resume,
  tail,
  dlqList,
  dlqShow,
  dlqDrop,
  dlqSend,
  redrive,
  replay,
  tagAssets,
  resync,
  importCommand,
];

/** What the commands of a group have in common. */
export const GROUPS: Readonly<Record<string, string>> = {
  dlq: "the events in the dead-letter queues",
  token: "MechCloud's access token",
};
