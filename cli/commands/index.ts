import type { Command } from "../command";
import { pause } from "./pause";
import { redrive } from "./redrive";
import { resume } from "./resume";
import { status } from "./status";

/** In the order of the help. */
export const COMMANDS: readonly Command[] = [status, pause, resume, redrive];

/** What the commands of a group have in common. */
export const GROUPS: Readonly<Record<string, string>> = {};
