output "access_token_commands" {
  description = "Commands that store MechCloud's access tokens, by the relay's name."
  value       = { for name, relay in module.mechcloud_sync : name => relay.access_token_command }
}
