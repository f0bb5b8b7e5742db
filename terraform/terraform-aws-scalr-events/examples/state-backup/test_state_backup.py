"""Runs the function against an HTTP server that answers as Scalr does; AWS is played."""

import http.server
import json
import os
import sys
import threading
import types
import unittest
from unittest import mock

sys.modules.setdefault("boto3", types.ModuleType("boto3"))
import state_backup  # noqa: E402

EVENT = {
    "detail": {
        "event": {"run-id": "run-1", "workspace": "network", "environment": "production"},
        "tags": ["scalr-environment:env-1", "scalr-workspace:ws-1"],
    }
}
ENVIRONMENT = {"BUCKET": "states", "SCALR_HOSTNAME": "example.scalr.io", "TOKEN_SECRET_ARN": "arn:secret"}


class Scalr(http.server.BaseHTTPRequestHandler):
    """One workspace, and its state for those who have the token."""

    requests = []

    def do_GET(self):
        authorization = self.headers.get("Authorization")
        self.requests.append((self.path, authorization))
        answers = {
            "/api/iacp/v3/workspaces/ws-1/current-state-version": json.dumps(
                {"data": {"links": {"download": f"http://{self.headers['Host']}/download"}}}
            ),
            "/download": '{"version": 4}',
        }
        self.send_response(200 if authorization == "Bearer token" else 401)
        self.end_headers()
        self.wfile.write(answers.get(self.path, "").encode())

    def log_message(self, *_):
        pass


class StateBackup(unittest.TestCase):
    def setUp(self):
        Scalr.requests.clear()
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Scalr)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.addCleanup(self.server.server_close)
        self.addCleanup(self.server.shutdown)
        url = f"http://127.0.0.1:{self.server.server_port}"
        self.secrets = mock.Mock()
        self.secrets.get_secret_value.return_value = {"SecretString": "token\n"}
        self.s3 = mock.Mock()
        clients = {"secretsmanager": self.secrets, "s3": self.s3}
        for patch in (
            mock.patch.dict(os.environ, ENVIRONMENT),
            mock.patch.object(state_backup, "scalr_url", lambda: url),
            mock.patch.object(state_backup.boto3, "client", clients.get, create=True),
        ):
            patch.start()
            self.addCleanup(patch.stop)

    def test_stores_the_state_under_the_run(self):
        key = state_backup.lambda_handler(EVENT, None)

        self.assertEqual(key, "production/network/run-1.tfstate")
        self.s3.put_object.assert_called_once_with(
            Bucket="states", Key=key, Body=b'{"version": 4}', ContentType="application/json"
        )
        self.assertEqual([token for _, token in Scalr.requests], ["Bearer token"] * 2)

    def test_a_refused_token_stores_nothing(self):
        self.secrets.get_secret_value.return_value = {"SecretString": "expired"}

        with self.assertRaisesRegex(OSError, "401"):
            state_backup.lambda_handler(EVENT, None)
        self.s3.put_object.assert_not_called()

    def test_an_event_without_a_workspace_is_refused(self):
        event = {"detail": {**EVENT["detail"], "tags": []}}

        with self.assertRaisesRegex(ValueError, "no tag scalr-workspace"):
            state_backup.lambda_handler(event, None)

    def test_the_token_goes_to_no_other_host(self):
        with self.assertRaisesRegex(OSError, "401"):
            state_backup.get(f"http://localhost:{self.server.server_port}/download", "token")
        self.assertEqual(Scalr.requests, [("/download", None)])


if __name__ == "__main__":
    unittest.main()
