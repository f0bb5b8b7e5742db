variable "event_source_name" {
  description = "Name of the partner event source, aws.partner/scalr.com/<account>/<integration>."
  type        = string
}
