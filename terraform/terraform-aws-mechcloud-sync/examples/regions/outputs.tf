output "access_token_command" {
  description = "Command that stores MechCloud's access token."
  value       = module.mechcloud_sync.access_token_command
}
