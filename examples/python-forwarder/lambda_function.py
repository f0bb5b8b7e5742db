"""Posts the events of an SQS FIFO batch to MechCloud, in order within each message group.

https://docs.mechcloud.io/mechcloud/infrastructure-management/cloud-accounts/real-time-visualization
https://docs.mechcloud.io/mechcloud/infrastructure-management/cloud-accounts/real-time-visualization/aws
"""

import os

import requests

ENDPOINT_URL = "https://portal-api.mechcloud.io/mechcloud-turbine-discovery/v1.0/sync/events"
CONNECT_SECONDS = 5
READ_SECONDS = 30
# Reserved before the function's time-out, to report the events that were not delivered.
RESERVED_SECONDS = 1

# One session for the whole process keeps the connection to MechCloud open.
session = requests.Session()


def lambda_handler(event, context):
    """Returns {"batchItemFailures": [...]}: each record that was not answered with 200, and the rest of its group.

    Raises ValueError "<NAME> environment variable is missing", or RuntimeError if the secret cannot be read.
    """
    url = os.environ.get("MECHCLOUD_ENDPOINT_URL") or ENDPOINT_URL
    query = {"cloudAccountId": required("CLOUD_ACCOUNT_ID")}
    headers = {
        "Authorization": f"Bearer {access_token()}",
        "Mc-Team-Id": required("TEAM_ID"),
        "Referer": "https://portal.mechcloud.io/",
        "Content-Type": "application/json",
    }

    failed_groups = set()
    failures = []
    for record in event["Records"]:
        group = record["attributes"]["MessageGroupId"]
        if group in failed_groups or not delivered(record, url, query, headers, context):
            failed_groups.add(group)
            failures.append({"itemIdentifier": record["messageId"]})
    return {"batchItemFailures": failures}


def delivered(record, url, query, headers, context):
    """True if MechCloud answered 200 (processed, or a duplicate). Never prints the token or the event."""
    seconds_left = context.get_remaining_time_in_millis() / 1000 - RESERVED_SECONDS
    if seconds_left <= 0:
        print(f"{record['messageId']}: no time left")
        return False
    connect = min(CONNECT_SECONDS, seconds_left / 2)
    try:
        response = session.post(
            url,
            params=query,
            headers=headers,
            data=record["body"].encode(),
            timeout=(connect, min(READ_SECONDS, seconds_left - connect)),
            # An expired session redirects to a login page, which answers 200.
            allow_redirects=False,
        )
    except requests.RequestException as error:
        print(f"{record['messageId']}: {type(error).__name__}")
        return False
    print(f"{record['messageId']}: HTTP {response.status_code}")
    return response.status_code == 200


def access_token():
    """ACCESS_TOKEN, or the value of the secret, which is read for each batch so that a new token is used at once."""
    secret_arn = os.environ.get("ACCESS_TOKEN_SECRET_ARN")
    if os.environ.get("ACCESS_TOKEN") or not secret_arn:
        return required("ACCESS_TOKEN")

    import boto3  # Part of the Lambda runtime; slow to import, and not needed for ACCESS_TOKEN.

    try:
        secret = boto3.client("secretsmanager").get_secret_value(SecretId=secret_arn)
        return secret["SecretString"].strip()
    except Exception as error:
        raise RuntimeError(f"the access token cannot be read from {secret_arn}") from error


def required(name):
    value = os.environ.get(name)
    if not value:
        raise ValueError(f"{name} environment variable is missing")
    return value
