import { relative } from "node:path";
import { scalrConnectionModule } from "../../modules/scalr/module/connection";
import { PUBLISHED_MODULES } from "../publish/published-modules";

/** The published modules that create something in AWS, as folders of `terraform/`. */
export const ANALYZED_MODULES = PUBLISHED_MODULES.filter(({ definition }) => definition !== scalrConnectionModule).map(
  ({ folder }) => relative("terraform", folder),
);
