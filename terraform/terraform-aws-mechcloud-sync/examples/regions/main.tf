# Three regions of one account: a relay with a hub in one of them, and a spoke in each other.

provider "aws" {
  region = "us-east-1"
}

provider "aws" {
  alias  = "ireland"
  region = "eu-west-1"
}

provider "aws" {
  alias  = "mumbai"
  region = "ap-south-1"
}

module "mechcloud_sync" {
  source = "../.."

  cloud_account_id = var.cloud_account_id
  create_hub       = true
}

module "spoke_ireland" {
  source    = "../../modules/spoke"
  providers = { aws = aws.ireland }

  hub_bus_arn = module.mechcloud_sync.hub_bus_arn
}

module "spoke_mumbai" {
  source    = "../../modules/spoke"
  providers = { aws = aws.mumbai }

  hub_bus_arn = module.mechcloud_sync.hub_bus_arn
}
