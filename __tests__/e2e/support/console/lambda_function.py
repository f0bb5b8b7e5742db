"""The function of MechCloud's page, which loses an event if a request fails.

https://docs.mechcloud.io/mechcloud/infrastructure-management/cloud-accounts/real-time-visualization/aws
"""

import json
import os

import requests


def lambda_handler(event, context):
    for record in event["Records"]:
        message_body = json.loads(record["body"])
        team_id = os.environ.get("TEAM_ID")
        if not team_id:
            raise ValueError("TEAM_ID environment variable is missing")
        cloud_account_id = os.environ.get("CLOUD_ACCOUNT_ID")
        if not cloud_account_id:
            raise ValueError("ACCOUNT_ID environment variable is missing")
        access_token = os.environ.get("ACCESS_TOKEN")
        if not access_token:
            raise ValueError("ACCESS_TOKEN environment variable is missing")

        # The test puts its stand-in's address here.
        endpoint_url = f"https://portal-api.mechcloud.io/mechcloud-turbine-discovery/v1.0/sync/events?cloudAccountId={cloud_account_id}"
        headers = {
            "Authorization": f"Bearer {access_token}",
            "Mc-Team-Id": f"{team_id}",
            "Referer": "https://portal.mechcloud.io/",
            "Content-Type": "application/json",
        }
        try:
            response = requests.post(endpoint_url, headers=headers, json=message_body, timeout=(5, 30))
            response.raise_for_status()
            print(f"Message pushed successfully: {response.text}")
        except requests.exceptions.RequestException as e:
            print(f"Error pushing message: {e}")
