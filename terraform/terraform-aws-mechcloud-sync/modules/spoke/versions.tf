# Generated from modules/mechcloud/module/spoke.ts: change it there and run npm run build.

terraform {
  required_version = ">= 1.5.0"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100, < 7.0"
    }
  }
}
