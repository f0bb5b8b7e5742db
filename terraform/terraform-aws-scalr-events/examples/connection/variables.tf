variable "region" {
  description = "Region that receives the events."
  type        = string
}

variable "scalr_hostname" {
  description = "Host name of the Scalr account, such as example.scalr.io."
  type        = string
}
