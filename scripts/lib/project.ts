import { resolve } from "node:path";

/** The repository's root folder. */
export const ROOT = resolve(__dirname, "../..");

/** The scripts' cache, which can be deleted; never committed. */
export const CACHE = resolve(ROOT, ".cache");
