# A topic and a queue, and the module that delivers to them, in one apply.

terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

variable "event_source_name" {
  type = string
}

resource "aws_sns_topic" "beside" {
  name = "alerts"
}

resource "aws_sqs_queue" "beside" {
  name = "runs"
}

module "scalr_events" {
  source = "../.."

  event_source_name = var.event_source_name
  alerts = {
    topic_arn    = aws_sns_topic.beside.arn
    create_topic = false
  }
  destinations = {
    queue = {
      run_executed = {}
      sqs          = { queue_arn = aws_sqs_queue.beside.arn }
    }
  }
}

output "alert_topic_arn" {
  value = module.scalr_events.alert_topic_arn
}
