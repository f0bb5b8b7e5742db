output "next_steps" {
  description = "Remaining steps in Scalr."
  value       = module.connection.next_steps
}
