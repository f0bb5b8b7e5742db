variable "cloud_account_id" {
  description = "Id of the cloud account in MechCloud."
  type        = string
}

variable "access_token_secret_name" {
  description = "Name of the secret that contains MechCloud's access token."
  type        = string
}
