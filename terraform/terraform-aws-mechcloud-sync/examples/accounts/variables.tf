variable "cloud_account_id" {
  description = "The id of this account's cloud account in MechCloud."
  type        = string
}

variable "other_account_id" {
  description = "The number of the other AWS account."
  type        = string
}

variable "other_cloud_account_id" {
  description = "The id of the other account's cloud account in MechCloud."
  type        = string
}

variable "other_account_role" {
  description = "The role in the other account that Terraform assumes: it needs docs/policies/mechcloud-spoke.json."
  type        = string
  default     = "mechcloud-installer"
}
