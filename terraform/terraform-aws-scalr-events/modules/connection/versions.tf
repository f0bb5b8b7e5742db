# Generated from modules/scalr/module/connection.ts: change it there and run npm run build.

terraform {
  required_version = ">= 1.5.0"

  required_providers {
    scalr = {
      source  = "Scalr/scalr"
      version = ">= 1.13.0"
    }
  }
}
