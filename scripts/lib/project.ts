import { resolve } from "node:path";

/** The repository's root folder. */
export const ROOT = resolve(__dirname, "../..");

/** Where the scripts keep what they can make again; never committed. */
export const CACHE = resolve(ROOT, ".cache");
