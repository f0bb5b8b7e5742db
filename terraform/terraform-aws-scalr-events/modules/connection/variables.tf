# Generated from modules/scalr/module/connection.ts: change it there and run npm run build.

variable "aws_account_id" {
  type        = string
  description = "AWS account that receives the events. A Scalr account can have one connection for each AWS account and region. Must be 12 digits."
  nullable    = false

  validation {
    condition     = can(regex("^(?:[0-9]{12})$", var.aws_account_id))
    error_message = "aws_account_id must be 12 digits, not ${jsonencode(var.aws_account_id)}."
  }
}

variable "name" {
  type        = string
  description = "Name of the connection in Scalr. A different name replaces the connection and its partner event source. Must be a text that is not empty and neither begins nor ends with a space."
  nullable    = false

  validation {
    condition     = can(regex("^(?:\\S(?:.*\\S)?)$", var.name))
    error_message = "name must be a text that is not empty and neither begins nor ends with a space, not ${jsonencode(var.name)}."
  }
}

variable "region" {
  type        = string
  description = "AWS region that receives the events. Must be the name of an AWS region, such as eu-central-1."
  nullable    = false

  validation {
    condition     = can(regex("^(?:[a-z]{2,}(?:-[a-z]+)+-[0-9])$", var.region))
    error_message = "region must be the name of an AWS region, such as eu-central-1, not ${jsonencode(var.region)}."
  }
}
