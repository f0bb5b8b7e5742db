import { mechCloudSyncModule } from "../../modules/mechcloud/module/definition";
import { mechCloudSpokeModule } from "../../modules/mechcloud/module/spoke";
import { scalrConnectionModule } from "../../modules/scalr/module/connection";
import { scalrEventsModule } from "../../modules/scalr/module/definition";
import { DESTINATION_KINDS } from "../../modules/scalr/module/destination-kinds";
import type { AnyModule } from "../../modules/terraform/module-definition";
import { FLOW_MODULE_VALUES } from "../../samples/values/flow";
import { SPOKE_VALUES, SYNC_MODULE_VALUES, SYNC_VALUES } from "../../samples/values/mechcloud-sync";
import { SCALR_EVENTS_MODULE_VALUES, SCALR_EVENTS_VALUES } from "../../samples/values/scalr-events";
import type { ValuesOfInputs } from "../../samples/values/values";
import type { Body } from "./hcl";
import { publishedModule } from "./published-module";
import { destinationAttributesTable, destinationKindsTable } from "./readme-tables";

export interface PublishedModule {
  readonly definition: AnyModule;
  /** Where it is defined. */
  readonly source: string;
  /** Its home; README, license and other tests in it are written by hand. */
  readonly folder: string;
  /** Further tables of its README, and where they are defined, by the part's name. */
  readonly tables?: Readonly<Record<string, { readonly source: string; readonly text: string }>>;
  /** The values that its validations are tested with, and where they are. */
  readonly values?: { readonly source: string; readonly of: ValuesOfInputs };
}

export const PUBLISHED_MODULES: readonly PublishedModule[] = [
  {
    definition: mechCloudSyncModule,
    source: "modules/mechcloud/module/definition.ts",
    folder: "terraform/terraform-aws-mechcloud-sync",
    values: { source: "samples/values/mechcloud-sync.ts", of: { ...SYNC_VALUES, ...SYNC_MODULE_VALUES } },
  },
  {
    definition: mechCloudSpokeModule,
    source: "modules/mechcloud/module/spoke.ts",
    folder: "terraform/terraform-aws-mechcloud-sync/modules/spoke",
    values: { source: "samples/values/mechcloud-sync.ts", of: { ...SPOKE_VALUES, ...FLOW_MODULE_VALUES } },
  },
  {
    definition: scalrEventsModule,
    source: "modules/scalr/module/definition.ts",
    folder: "terraform/terraform-aws-scalr-events",
    tables: {
      "destination kinds": {
        source: "modules/scalr/module/destination-kinds.ts",
        text: destinationKindsTable(DESTINATION_KINDS),
      },
      "destination attributes": {
        source: "modules/scalr/module/destination-kinds.ts",
        text: destinationAttributesTable(DESTINATION_KINDS),
      },
    },
    values: {
      source: "samples/values/scalr-events.ts",
      of: { ...SCALR_EVENTS_VALUES, ...SCALR_EVENTS_MODULE_VALUES },
    },
  },
  {
    definition: scalrConnectionModule,
    source: "modules/scalr/module/connection.ts",
    folder: "terraform/terraform-aws-scalr-events/modules/connection",
  },
];

/**
 * The blocks of a published module, in Terraform's JSON syntax.
 *
 * @param name its folder in `terraform/`, such as "terraform-aws-mechcloud-sync/modules/spoke"
 */
export function blocksOf(name: string): Body {
  const module = PUBLISHED_MODULES.find(({ folder }) => folder === `terraform/${name}`);
  if (module === undefined) throw new Error(`There is no published module ${name}.`);
  return Object.assign({}, ...Object.values(publishedModule(module.definition))) as Body;
}
