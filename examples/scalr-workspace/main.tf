# A Scalr workspace: Scalr stores the state and runs Terraform; set the variables in the workspace.
# To sign in, run `terraform login example.scalr.io` or set TF_TOKEN_example_scalr_io.

provider "aws" {
  region = var.region
}

module "mechcloud_sync" {
  source = "../../terraform/terraform-aws-mechcloud-sync"

  cloud_account_id = var.cloud_account_id
}
