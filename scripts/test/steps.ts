import { cloudFormation } from "./cloudformation";
import { generated, lint, types } from "./code";
import type { Counts } from "./counts";
import { endToEnd, unit } from "./jest";
import { policies } from "./policies";
import { python } from "./python";
import { staticAnalysis } from "./static-analysis";
import { moduleTests, openTofu, validate } from "./terraform";
import { tflint } from "./tflint";

/** All steps, in the order in which they are reported. */
export const steps: Readonly<Record<string, () => Promise<Counts>>> = {
  types,
  lint,
  unit,
  python,
  generated,
  validate,
  checkov: staticAnalysis,
  policies,
  cloudformation: cloudFormation,
  terraform: moduleTests,
  tflint,
  opentofu: openTofu,
  e2e: endToEnd,
};

/** Names for several steps. */
export const groups: Readonly<Record<string, readonly string[]>> = {
  quick: ["types", "lint", "unit", "generated"],
};

/** Mostly waits for Terraform's provider, which itself waits for AWS. */
export const WAITING_STEP = "e2e";
