# Generated from modules/scalr/module/connection.ts: change it there and run npm run build.

resource "scalr_event_bridge_integration" "this" {
  aws_account_id = var.aws_account_id
  name           = var.name
  region         = var.region
}
