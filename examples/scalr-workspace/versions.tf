terraform {
  required_version = ">= 1.5.0"

  backend "remote" {
    hostname     = "example.scalr.io"
    organization = "environment-name"

    workspaces {
      name = "mechcloud-sync"
    }
  }

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100, < 7.0"
    }
  }
}
