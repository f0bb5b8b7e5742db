variable "event_source_name" {
  description = "Name of the partner event source, aws.partner/scalr.com/<account>/<integration>."
  type        = string
}

variable "email_addresses" {
  description = "E-mail addresses that receive alerts and alarms. Each must confirm twice."
  type        = list(string)
}
