output "delivers" {
  description = "What is delivered to whom: the plan shows it."
  value       = module.scalr_events.delivers
}
