output "client_secret_command" {
  description = "Command that stores client_id and client_secret, as JSON from standard input."
  value       = "aws secretsmanager put-secret-value --secret-id ${aws_secretsmanager_secret.client.arn} --secret-string file:///dev/stdin"
}

output "renew_command" {
  description = "Command that replaces the access token now."
  value       = "aws secretsmanager rotate-secret --secret-id ${module.mechcloud_sync.access_token_secret_arn}"
}
