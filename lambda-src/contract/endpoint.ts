/**
 * MechCloud's documented endpoint for events.
 *
 * @see https://docs.mechcloud.io/mechcloud/infrastructure-management/cloud-accounts/real-time-visualization/aws
 */
export const DEFAULT_ENDPOINT_URL = "https://portal-api.mechcloud.io/mechcloud-turbine-discovery/v1.0/sync/events";

/** The id of MechCloud's default team. */
export const DEFAULT_TEAM_ID = "d65e32d2-e18f-49a7-8cbf-e19205772ea0";

/** A regular expression for the loopback hosts of a URL, in the syntax that JavaScript and Terraform share. */
export const LOOPBACK_HOST_PATTERN = "localhost|127\\.0\\.0\\.1|\\[::1\\]";

/** A regular expression for the whole of an endpoint's URL, in the syntax that JavaScript and Terraform share. */
export const ENDPOINT_URL_PATTERN = `https://[^\\s?#@]+|http://(?:${LOOPBACK_HOST_PATTERN})(?::[0-9]+)?(?:/[^\\s?#]*)?`;

/** What the pattern allows, in words. */
export const ENDPOINT_URL_ALLOWED = "an https URL without query or user, or an http URL of a loopback host";
