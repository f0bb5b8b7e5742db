# Generated from modules/scalr/module/connection.ts: change it there and run npm run build.

output "event_source_arn" {
  description = "ARN of the partner event source."
  value       = scalr_event_bridge_integration.this.event_source_arn
}

output "event_source_name" {
  description = "Name of the partner event source, for event_source_name of the module scalr-events."
  value       = scalr_event_bridge_integration.this.event_source_name
}

output "next_steps" {
  description = "Steps that remain in Scalr, which has no API for them."
  value = [
    "In Scalr, account scope, Integrations, the connection's details: Refresh status, until it is active.",
    "For the audit log, account scope, Settings, Security, Audit logs: select the connection.",
  ]
}
