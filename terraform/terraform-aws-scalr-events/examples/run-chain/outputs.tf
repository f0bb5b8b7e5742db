output "not_started" {
  description = "URL of the queue that contains the events for which no run was started."
  value       = module.scalr_events.destination_dead_letter_queue_urls["start-second-run"]
}

output "delivers" {
  description = "What is delivered to whom: the plan shows it."
  value       = module.scalr_events.delivers
}
