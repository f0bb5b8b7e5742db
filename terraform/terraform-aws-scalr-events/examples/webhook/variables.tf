variable "event_source_name" {
  description = "Name of the partner event source, aws.partner/scalr.com/<account>/<integration>."
  type        = string
}

variable "scalr_hostname" {
  description = "Host name of the Scalr account, such as example.scalr.io."
  type        = string
}

variable "webhook_url" {
  description = "URL of the chat's incoming webhook. Anyone who knows it can post to the chat."
  type        = string
  sensitive   = true
}
