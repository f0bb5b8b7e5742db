output "function_role_arn" {
  description = "Role that reads the secret: a customer managed key of the secret must let it call kms:Decrypt."
  value       = module.mechcloud_sync.function_role_arn
}
