variable "cloud_account_id" {
  description = "Id of the cloud account in MechCloud."
  type        = string
}

variable "issuer_url" {
  description = "URL of the issuer, such as https://example.eu.auth0.com/."
  type        = string
}

variable "audience" {
  description = "Audience of the access token, for issuers that need one."
  type        = string
  default     = ""
}

variable "scope" {
  description = "Scope of the access token, for issuers that need one."
  type        = string
  default     = ""
}
