import type { Command } from "../command";
import { doctor } from "./doctor";
import { pause } from "./pause";
import { redrive } from "./redrive";
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
  redrive,
  tagAssets,
  resync,
];

/** What the commands of a group have in common. */
export const GROUPS: Readonly<Record<string, string>> = {
  token: "MechCloud's access token",
};
