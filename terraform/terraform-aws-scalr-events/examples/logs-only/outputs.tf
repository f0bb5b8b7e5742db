output "next_steps" {
  description = "Remaining steps in Scalr, which has no API for them."
  value       = module.scalr_events.next_steps
}
