/** How the ids of the resources that MechCloud shows begin. */
export const ID_PREFIXES = { vpc: "vpc-", subnet: "subnet-", instance: "i-" } as const;

/** The tag by which MechCloud knows a resource. */
export const ASSET_NAME_TAG = "Mc-Asset-Name";
