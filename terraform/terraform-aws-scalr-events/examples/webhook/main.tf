# Sends failed runs to a chat, through an incoming webhook that accepts {"text": "…"} (Slack, Mattermost, …).

provider "aws" {}

module "scalr_events" {
  source = "../.."

  event_source_name = var.event_source_name

  destinations = {
    chat = {
      run_executed = { results = ["errored"] }

      https = {
        url           = var.webhook_url
        authorization = "API_KEY"
        api_key_name  = "X-Event-Relay" # the webhook's secret is its URL, but EventBridge requires a header
      }

      input_transformer = {
        input_paths = {
          result      = "$.detail.event.result"
          workspace   = "$.detail.event.workspace"
          environment = "$.detail.event.environment"
          run         = "$.detail.event.run-id"
        }
        input_template = "{\"text\": \"Scalr run <result>: <workspace> (<environment>)\\nhttps://${var.scalr_hostname}/app/<environment>/<workspace>/runs/<run>\"}"
      }
    }
  }

  destination_secrets = {
    chat = "aws-event-relay"
  }
}
