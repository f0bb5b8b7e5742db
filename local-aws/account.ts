/** The account and region of the local AWS; MiniStack takes a 12-digit access key as the account. */
export const LOCAL_ACCOUNT = "123456789012";
export const LOCAL_REGION = "us-east-1";
