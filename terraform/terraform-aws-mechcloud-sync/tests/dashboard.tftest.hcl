# The CloudWatch dashboard.

mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  cloud_account_id = "acc-1"
}

run "there_by_default" {
  assert {
    condition     = aws_cloudwatch_dashboard.dashboard[0].dashboard_name == "mechcloud-sync-ap-south-1"
    error_message = "The name says the region, because dashboards are global."
  }
  assert {
    condition     = length(jsondecode(aws_cloudwatch_dashboard.dashboard[0].dashboard_body).widgets) == 9
    error_message = "The body is JSON: a heading and eight graphs."
  }
  assert {
    condition     = strcontains(aws_cloudwatch_dashboard.dashboard[0].dashboard_body, "service=\\\"push-mgmt-events-to-mechcloud\\\"")
    error_message = "The graphs by type are of this relay's function."
  }
  assert {
    condition     = alltrue([for widget in jsondecode(aws_cloudwatch_dashboard.dashboard[0].dashboard_body).widgets : try(widget.properties.region, "ap-south-1") == "ap-south-1"])
    error_message = "The graphs are of the relay's region."
  }
}

run "with_a_prefix" {
  variables {
    name_prefix = "blue-"
  }
  assert {
    condition     = aws_cloudwatch_dashboard.dashboard[0].dashboard_name == "blue-mechcloud-sync-ap-south-1"
    error_message = "The dashboard has the prefix."
  }
  assert {
    condition     = strcontains(aws_cloudwatch_dashboard.dashboard[0].dashboard_body, "blue-mc-tag-change-events")
    error_message = "So has what it shows."
  }
}

run "left_out" {
  variables {
    create_dashboard = false
  }
  assert {
    condition     = length(aws_cloudwatch_dashboard.dashboard) == 0
    error_message = "There is no dashboard."
  }
}
