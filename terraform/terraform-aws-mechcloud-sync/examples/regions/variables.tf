variable "cloud_account_id" {
  description = "Id of the cloud account in MechCloud."
  type        = string
}
