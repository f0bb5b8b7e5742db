"""Copies the state of a workspace from Scalr to S3 when a run has been applied.

https://docs.scalr.io/reference/get_current_state_version
"""

import json
import os
import urllib.request

import boto3

TIMEOUT_SECONDS = 20


def lambda_handler(event, context):
    """Stores the state as <environment>/<workspace>/<run>.tfstate; returns the key.

    Raises ValueError if the event names no workspace, or what Scalr or AWS raise: Lambda then invokes it twice more.
    """
    run = event["detail"]["event"]
    workspace_id = tagged(event["detail"]["tags"], "scalr-workspace")
    secret_arn = os.environ["TOKEN_SECRET_ARN"]
    token = boto3.client("secretsmanager").get_secret_value(SecretId=secret_arn)["SecretString"].strip()

    api = scalr_url() + "/api/iacp/v3"
    version = json.loads(get(f"{api}/workspaces/{workspace_id}/current-state-version", token))["data"]
    state = get(version["links"]["download"], token)

    key = f"{run['environment']}/{run['workspace']}/{run['run-id']}.tfstate"
    boto3.client("s3").put_object(Bucket=os.environ["BUCKET"], Key=key, Body=state, ContentType="application/json")
    return key


def tagged(tags, name):
    """The value of a tag of the form "<name>:<value>"."""
    for tag in tags:
        if tag.startswith(f"{name}:"):
            return tag.removeprefix(f"{name}:")
    raise ValueError(f"the event has no tag {name}:…, but {tags}")


def get(url, token):
    # The token goes to Scalr only; a link to another host is signed.
    headers = {"Authorization": f"Bearer {token}"} if url.startswith(f"{scalr_url()}/") else {}
    with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=TIMEOUT_SECONDS) as answer:
        return answer.read()


def scalr_url():
    return f"https://{os.environ['SCALR_HOSTNAME']}"
