output "bucket_name" {
  description = "Name of the bucket of the states."
  value       = aws_s3_bucket.states.bucket
}

output "token_command" {
  description = "Command that stores the Scalr token, which it reads from standard input."
  value       = "aws secretsmanager put-secret-value --secret-id ${aws_secretsmanager_secret.scalr_token.arn} --secret-string file:///dev/stdin"
}
