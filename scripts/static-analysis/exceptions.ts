/** A finding of checkov that does not apply to this resource. */
export interface Exception {
  /** The id of checkov's check, https://www.checkov.io/5.Policy%20Index/terraform.html. */
  readonly check: string;
  /** The resource's name in the published module. */
  readonly resource: string;
  readonly why: string;
}

const functions = ["forwarder", "run_alerts_function"];

/** The justified exceptions; a finding that is not listed fails the step, and so does an exception that is not needed. */
export const exceptions: readonly Exception[] = [
  ...forEach(["key_policy"], {
    CKV_AWS_109:
      "A key's own policy: the account's right to manage its key is what AWS advises, lest it be locked out.",
    CKV_AWS_111: "A key's own policy: in it, * means this key alone.",
    CKV_AWS_356: "A key's own policy: in it, * means this key alone.",
  }),
  ...forEach(functions, {
    CKV_AWS_115:
      "Reserved concurrency is taken from the account, which may have none to spare; message groups limit it.",
    CKV_AWS_117: "It only uses public endpoints; in a VPC it would need a NAT gateway, without any benefit.",
    CKV_AWS_272:
      "The package is committed and pinned by its hash; signing needs a profile that belongs to the account.",
  }),
  ...forEach(["forwarder"], {
    CKV_AWS_116: "For asynchronous invocations only. SQS invokes it, and the queue has a dead-letter queue.",
  }),
  ...forEach(["run_alerts_function"], {
    CKV_AWS_116:
      "Its on-failure destination is the rule's dead-letter queue, and keeps more than a DLQ would: the cause.",
  }),
  ...forEach(["trail"], {
    CKV_AWS_67: "CloudTrail's events reach EventBridge per region, so a relay needs those of its own region only.",
    CKV_AWS_252: "Nothing uses its log files: the trail exists so that EventBridge receives the events.",
    CKV2_AWS_10: "Its events go to EventBridge; nothing would use a copy in CloudWatch Logs.",
  }),
  ...forEach(["trail_bucket"], {
    CKV_AWS_18: "Access logs of a log bucket would need another bucket; only CloudTrail can write to it.",
    CKV_AWS_144: "The files expire after some days, and the relay does not use them.",
    CKV2_AWS_62: "Nothing uses its files: EventBridge receives the events from CloudTrail itself.",
  }),
  ...forEach(["forwarder_event_source_mapping_parameter"], {
    CKV2_AWS_34: "It contains the id of an event source mapping, which is not a secret.",
  }),
];

function forEach(resources: readonly string[], reasons: Readonly<Record<string, string>>): Exception[] {
  return resources.flatMap((resource) => Object.entries(reasons).map(([check, why]) => ({ check, resource, why })));
}
