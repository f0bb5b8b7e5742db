variable "event_source_name" {
  description = "Name of the partner event source, aws.partner/scalr.com/<account>/<integration>."
  type        = string
}

variable "scalr_hostname" {
  description = "Host name of the Scalr account, such as example.scalr.io."
  type        = string
}

variable "scalr_token" {
  description = "Token of a service account that can start runs in the second workspace."
  type        = string
  sensitive   = true
}

variable "first" {
  description = "Names of the environment and the workspace whose successful runs start the second run."
  type        = object({ environment = string, workspace = string })
}

variable "second_workspace_id" {
  description = "Id of the second workspace, ws-…"
  type        = string

  validation {
    condition     = startswith(var.second_workspace_id, "ws-")
    error_message = "second_workspace_id must be the id of a workspace, ws-…, not ${var.second_workspace_id}."
  }
}
