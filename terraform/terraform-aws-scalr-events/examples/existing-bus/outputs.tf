output "event_bus_arn" {
  description = "ARN of the event bus."
  value       = module.scalr_events.event_bus_arn
}
