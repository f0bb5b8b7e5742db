import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from "@aws-sdk/client-secrets-manager";
import { allowInsecureRequests, clientCredentialsGrant, discovery } from "openid-client";

/** What Secrets Manager invokes the function with, once for each step. */
export interface RotationEvent {
  readonly Step: "createSecret" | "setSecret" | "testSecret" | "finishSecret";
  /** ARN of the secret that contains the access token. */
  readonly SecretId: string;
  /** Id of the secret's new version. */
  readonly ClientRequestToken: string;
}

interface Client {
  readonly client_id: string;
  readonly client_secret: string;
}

const secrets = new SecretsManagerClient();

/**
 * Replaces the access token in a secret by one that an issuer grants for client credentials. Each step may come twice.
 *
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_lambda-functions.html
 */
export async function handler({ Step, SecretId, ClientRequestToken }: RotationEvent): Promise<void> {
  // The issuer knows its tokens, and only MechCloud can test them: nothing to do for setSecret and testSecret.
  if (Step === "createSecret") await createVersion(SecretId, ClientRequestToken);
  if (Step === "finishSecret") await makeCurrent(SecretId, ClientRequestToken);
}

async function createVersion(SecretId: string, ClientRequestToken: string): Promise<void> {
  if (await hasValue(SecretId, ClientRequestToken)) return;
  const SecretString = await newAccessToken();
  const VersionStages = ["AWSPENDING"];
  await secrets.send(new PutSecretValueCommand({ SecretId, ClientRequestToken, SecretString, VersionStages }));
}

async function hasValue(SecretId: string, VersionId: string): Promise<boolean> {
  try {
    await secrets.send(new GetSecretValueCommand({ SecretId, VersionId, VersionStage: "AWSPENDING" }));
    return true;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return false;
    throw error;
  }
}

/** The first version of a secret is current at once. */
async function makeCurrent(SecretId: string, MoveToVersionId: string): Promise<void> {
  const { VersionIdsToStages = {} } = await secrets.send(new DescribeSecretCommand({ SecretId }));
  const [RemoveFromVersionId] =
    Object.entries(VersionIdsToStages).find(([, stages]) => stages.includes("AWSCURRENT")) ?? [];
  if (RemoveFromVersionId === MoveToVersionId) return;
  const VersionStage = "AWSCURRENT";
  await secrets.send(
    new UpdateSecretVersionStageCommand({ SecretId, VersionStage, MoveToVersionId, RemoveFromVersionId }),
  );
}

/** @see https://www.rfc-editor.org/rfc/rfc6749#section-4.4 */
async function newAccessToken(): Promise<string> {
  const { CLIENT_SECRET_ARN, ISSUER_URL = "", AUDIENCE, SCOPE } = process.env;
  const { SecretString = "" } = await secrets.send(new GetSecretValueCommand({ SecretId: CLIENT_SECRET_ARN }));
  const { client_id: clientId, client_secret: clientSecret } = JSON.parse(SecretString) as Client;
  const issuer = new URL(ISSUER_URL);
  const isLoopback = issuer.hostname === "127.0.0.1";
  const execute = isLoopback ? [allowInsecureRequests] : [];
  const configuration = await discovery(issuer, clientId, clientSecret, undefined, { execute });
  const parameters = { ...(AUDIENCE && { audience: AUDIENCE }), ...(SCOPE && { scope: SCOPE }) };
  const { access_token: accessToken } = await clientCredentialsGrant(configuration, parameters);
  return accessToken;
}
