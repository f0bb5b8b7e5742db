/** How many other AWS accounts a relay can post for. */
export const MAX_CLOUD_ACCOUNTS = 50;

/**
 * The longest JSON of the map of cloud accounts, in characters: 50 accounts with ids of 36 characters. Lambda allows 4 KB
 * for all environment variables of a function, of which the others need about 1 KB.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
 */
export const MAX_CLOUD_ACCOUNTS_LENGTH = 2_800;

/** Regular expressions in the syntax that JavaScript and Terraform share. */
export const AWS_ACCOUNT_PATTERN = "[0-9]{12}";
export const CLOUD_ACCOUNT_PATTERN = "[A-Za-z0-9_-]{1,128}";

/** What a map of cloud accounts must be, in words. */
export const CLOUD_ACCOUNTS_ALLOWED = `a map of at most ${MAX_CLOUD_ACCOUNTS} AWS account numbers of 12 digits to cloud account ids of 1 to 128 letters, digits, hyphens and underscores, and at most ${MAX_CLOUD_ACCOUNTS_LENGTH} characters as JSON`;

const ACCOUNT = new RegExp(`^(?:${AWS_ACCOUNT_PATTERN})$`);
const CLOUD_ACCOUNT = new RegExp(`^(?:${CLOUD_ACCOUNT_PATTERN})$`);

/**
 * Whether a map is allowed.
 * @param map account numbers to ids; anything else is not allowed
 * @param json the map as JSON
 */
export function areCloudAccounts(map: Readonly<Record<string, unknown>>, json: string): boolean {
  const entries = Object.entries(map);
  return (
    json.length <= MAX_CLOUD_ACCOUNTS_LENGTH &&
    entries.length <= MAX_CLOUD_ACCOUNTS &&
    entries.every(([account, id]) => ACCOUNT.test(account) && typeof id === "string" && CLOUD_ACCOUNT.test(id))
  );
}
