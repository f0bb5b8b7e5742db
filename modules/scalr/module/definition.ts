import { ALARMS_INPUT, alarmsOf } from "../../eventing/module/alarms-input";
import { local } from "../../terraform/expression";
import { defineModule } from "../../terraform/module-definition";
import { RUN_ALERTS_ZIP } from "../run-alerts";
import { ScalrEvents } from "../scalr-events";
import { SCALR_EVENTS_SETTINGS } from "../settings";
import { ALERTS, alertsOf } from "./alerts-input";
import { DESTINATION_SECRETS, DESTINATIONS } from "./destination-inputs";
import { addDestinations } from "./destinations";
import {
  AUDIT_LOG_FILTER_CONSTRAINT,
  AUDIT_LOG_FILTER_TYPE,
  auditLogExpression,
  RUN_EXECUTED_FILTER_CONSTRAINT,
  RUN_EXECUTED_FILTER_TYPE,
  runExecutedExpression,
} from "./filter-expressions";
import { MOVES } from "./moves";
import { outputsOf } from "./outputs";

/** Scalr's EventBridge integration as a Terraform module: `terraform-aws-scalr-events`. */
export const scalrEventsModule = defineModule({
  name: "scalr-events",
  moved: MOVES,
  settings: SCALR_EVENTS_SETTINGS,
  inputs: {
    run_executed_filter: {
      type: RUN_EXECUTED_FILTER_TYPE,
      description: "Runs to log. An omitted attribute selects all. * in a text matches any characters.",
      example: '{ environments = ["production*"], dry_run = false }',
      default: {},
      constraint: RUN_EXECUTED_FILTER_CONSTRAINT,
    },
    audit_log_filter: {
      type: AUDIT_LOG_FILTER_TYPE,
      description:
        "Entries of the audit log to log. An omitted attribute selects all. * in a text matches any characters.",
      example: '{ actions = ["delete-*"] }',
      default: {},
      constraint: AUDIT_LOG_FILTER_CONSTRAINT,
    },
    alerts: ALERTS,
    destinations: DESTINATIONS,
    destination_secrets: DESTINATION_SECRETS,
    alarms: ALARMS_INPUT,
  },

  build(scope, { settings, file }) {
    const events = new ScalrEvents(scope, "this", {
      ...settings,
      runExecutedPattern: local(scope, "run_executed_pattern", runExecutedExpression("var.run_executed_filter")),
      auditLogPattern: local(scope, "audit_log_pattern", auditLogExpression("var.audit_log_filter")),
      alarms: alarmsOf(scope),
    });
    const alerts = events.addAlerts({ ...alertsOf(scope), filename: file(RUN_ALERTS_ZIP) });
    const destination = addDestinations(events);
    return outputsOf(events, alerts, destination);
  },
});
