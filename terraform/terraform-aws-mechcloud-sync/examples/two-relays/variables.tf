variable "relays" {
  description = "The cloud account in MechCloud and its team, by a name of up to 15 lower-case letters, digits and hyphens."
  type        = map(object({ cloud_account_id = string, team_id = string }))
}
