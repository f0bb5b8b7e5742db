# A successful run in one Scalr workspace starts a run in another, through Scalr's API.

provider "aws" {}

module "scalr_events" {
  source = "../.."

  event_source_name = var.event_source_name

  destinations = {
    start-second-run = {
      run_executed = {
        results      = ["applied"]
        environments = [var.first.environment]
        workspaces   = [var.first.workspace]
        destroy      = false
      }

      https = {
        url           = "https://${var.scalr_hostname}/api/iacp/v3/runs"
        authorization = "API_KEY"
        api_key_name  = "Authorization"
        headers       = { Accept = "application/vnd.api+json", Content-Type = "application/vnd.api+json" }
      }

      # A retry may start the run twice, and a run must not start a day late.
      maximum_retry_attempts    = 2
      maximum_event_age_seconds = 900

      # Scalr's API accepts JSON:API documents.
      input_transformer = {
        input_paths = { run = "$.detail.event.run-id", workspace = "$.detail.event.workspace" }
        input_template = replace(jsonencode({
          data = {
            type          = "runs"
            attributes    = { message = "After {run} of {workspace}" }
            relationships = { workspace = { data = { type = "workspaces", id = var.second_workspace_id } } }
          }
        }), "/[{](run|workspace)[}]/", "<$1>") # jsonencode escapes < and > as \u003c and \u003e
      }
    }
  }

  destination_secrets = {
    start-second-run = "Bearer ${var.scalr_token}"
  }
}
