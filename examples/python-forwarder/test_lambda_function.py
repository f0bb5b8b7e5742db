"""Tests the function with the built layer and a local HTTP server. See README.md."""

import json
import os
import sys
import tempfile
import threading
import unittest
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from unittest.mock import patch

import build

EVENTS = Path(__file__).resolve().parents[2] / "samples" / "events"
SECRET_ARN = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:mechcloud-access-token-AbCdEf"


def setUpModule():
    global lambda_function, first_build
    folder = tempfile.TemporaryDirectory()
    unittest.addModuleCleanup(folder.cleanup)
    first_build = Path(folder.name)
    build.build(first_build)
    sys.path[:0] = [str(first_build / "function.zip"), str(first_build / "requests-layer.zip" / "python")]
    import lambda_function


class Endpoint(BaseHTTPRequestHandler):
    """Stands for MechCloud and Secrets Manager: records each request, sends the next answer of the test, or 200."""

    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.server.requests.append({"path": self.path, "headers": self.headers, "body": body})
        status, headers, answer = self.server.answers.pop(0) if self.server.answers else (200, {}, "{}")
        if self.path.startswith("/slow") and self.server.test_is_over.wait(10):
            return
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(answer))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(answer.encode())

    def log_message(self, *_):
        pass


class Context:
    def __init__(self, seconds=30):
        self.seconds = seconds

    def get_remaining_time_in_millis(self):
        return self.seconds * 1000


def record(message_id, body="{}", group="tags"):
    return {"messageId": message_id, "body": body, "attributes": {"MessageGroupId": group}}


class LambdaFunctionTest(unittest.TestCase):
    def setUp(self):
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Endpoint)
        self.server.requests, self.server.answers, self.server.test_is_over = [], [], threading.Event()
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()
        self.addCleanup(self.server.server_close)
        self.addCleanup(self.server.shutdown)
        self.addCleanup(self.server.test_is_over.set)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        self.environment = {
            "TEAM_ID": "team-1",
            "CLOUD_ACCOUNT_ID": "account 1",
            "ACCESS_TOKEN": "token-1",
            "MECHCLOUD_ENDPOINT_URL": f"{self.url}/sync/events",
        }

    def handle(self, records, seconds=30, **environment):
        """The ids that the function reports as failed."""
        variables = {name: value for name, value in {**self.environment, **environment}.items() if value is not None}
        with patch.dict(os.environ, variables, clear=True), patch("builtins.print"):
            result = lambda_function.lambda_handler({"Records": records}, Context(seconds))
        self.assertEqual(list(result), ["batchItemFailures"])
        return [failure["itemIdentifier"] for failure in result["batchItemFailures"]]

    def posted(self):
        return [request["body"] for request in self.server.requests]

    def test_posts_every_sample_event_unchanged_with_the_documented_request(self):
        files = sorted(EVENTS.glob("*.json"))
        self.assertGreater(len(files), 0)
        for file in files:
            with self.subTest(file.name):
                self.server.requests.clear()
                self.assertEqual(self.handle([record("1", file.read_text())]), [])
                [request] = self.server.requests
                self.assertEqual(request["body"], file.read_text())
                self.assertEqual(request["path"], "/sync/events?cloudAccountId=account+1")
                self.assertEqual(request["headers"]["Authorization"], "Bearer token-1")
                self.assertEqual(request["headers"]["Mc-Team-Id"], "team-1")
                self.assertEqual(request["headers"]["Referer"], "https://portal.mechcloud.io/")
                self.assertEqual(request["headers"]["Content-Type"], "application/json")

    def test_posts_in_the_order_of_the_queue(self):
        bodies = [f'{{"n": {n}}}' for n in range(10)]
        self.assertEqual(self.handle([record(str(n), body) for n, body in enumerate(bodies)]), [])
        self.assertEqual(self.posted(), bodies)

    def test_a_failure_holds_back_the_rest_of_its_group_only(self):
        self.server.answers = [(200, {}, ""), (500, {}, "")]
        records = [record("1", "1"), record("2", "2"), record("3", "3"), record("4", "4", "trail"), record("5", "5")]
        self.assertEqual(self.handle(records), ["2", "3", "5"])
        self.assertEqual(self.posted(), ["1", "2", "4"])

    def test_only_200_is_success(self):
        for status in [201, 204, 302, 400, 401, 403, 404, 429, 500, 503]:
            with self.subTest(status):
                self.server.answers = [(status, {}, "")]
                self.assertEqual(self.handle([record("1")]), ["1"])

    def test_does_not_follow_a_redirect(self):
        self.server.answers = [(302, {"Location": f"{self.url}/login"}, "")]
        self.assertEqual(self.handle([record("1")]), ["1"])
        self.assertEqual(len(self.server.requests), 1)

    def test_reports_what_the_endpoint_does_not_answer(self):
        self.server.shutdown()
        self.server.server_close()
        self.assertEqual(self.handle([record("1"), record("2")]), ["1", "2"])

    def test_waits_for_an_answer_no_longer_than_the_time_left(self):
        slow = f"{self.url}/slow"
        self.assertEqual(self.handle([record("1")], seconds=1.4, MECHCLOUD_ENDPOINT_URL=slow), ["1"])

    def test_posts_nothing_when_no_time_is_left(self):
        self.assertEqual(self.handle([record("1")], seconds=1), ["1"])
        self.assertEqual(self.posted(), [])

    def test_caps_the_time_outs_by_the_time_left(self):
        session = lambda_function.session
        for seconds, timeout in [(60, (5, 30)), (31, (5, 25)), (5, (2, 2))]:
            with self.subTest(seconds), patch.object(session, "post", wraps=session.post) as post:
                self.handle([record("1")], seconds)
                self.assertEqual(post.call_args.kwargs["timeout"], timeout)

    def test_names_the_variable_that_is_missing(self):
        for name in ["TEAM_ID", "CLOUD_ACCOUNT_ID", "ACCESS_TOKEN"]:
            for value in [None, ""]:
                with self.subTest(name, value=value):
                    with self.assertRaisesRegex(ValueError, f"^{name} environment variable is missing$"):
                        self.handle([record("1")], **{name: value})
        self.assertEqual(self.posted(), [])

    def test_the_documented_endpoint_is_the_default(self):
        self.assertEqual(
            lambda_function.ENDPOINT_URL,
            "https://portal-api.mechcloud.io/mechcloud-turbine-discovery/v1.0/sync/events",
        )

    def with_secret(self):
        return {
            "ACCESS_TOKEN": None,
            "ACCESS_TOKEN_SECRET_ARN": SECRET_ARN,
            "AWS_ENDPOINT_URL": self.url,
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_REGION": "eu-central-1",
            "AWS_DEFAULT_REGION": "eu-central-1",
        }

    def test_reads_the_token_from_the_secret_for_every_batch(self):
        for token in ["token-2", "token-3"]:
            self.server.requests.clear()
            self.server.answers = [(200, {}, json.dumps({"SecretString": f"{token}\n"}))]
            self.assertEqual(self.handle([record("1"), record("2")], **self.with_secret()), [])
            [secret, *posts] = self.server.requests
            self.assertEqual(json.loads(secret["body"]), {"SecretId": SECRET_ARN})
            self.assertEqual([post["headers"]["Authorization"] for post in posts], [f"Bearer {token}"] * 2)

    def test_access_token_comes_before_the_secret(self):
        self.assertEqual(self.handle([record("1")], ACCESS_TOKEN_SECRET_ARN=SECRET_ARN), [])
        self.assertEqual(self.server.requests[0]["headers"]["Authorization"], "Bearer token-1")

    def test_a_secret_that_cannot_be_read_fails_the_batch_and_is_named(self):
        denied = json.dumps({"__type": "AccessDeniedException", "message": "denied"})
        self.server.answers = [(400, {"Content-Type": "application/x-amz-json-1.1"}, denied)]
        with self.assertRaisesRegex(RuntimeError, f"^the access token cannot be read from {SECRET_ARN}$"):
            self.handle([record("1")], **self.with_secret())

    def test_prints_neither_token_nor_event(self):
        self.server.answers = [(500, {}, "secret answer")]
        with patch.dict(os.environ, self.environment, clear=True), patch("builtins.print") as printed:
            lambda_function.lambda_handler({"Records": [record("1", "secret event")]}, Context())
        self.assertEqual([call.args for call in printed.call_args_list], [("1: HTTP 500",)])


class BuildTest(unittest.TestCase):
    def test_two_builds_are_identical_to_the_byte(self):
        with tempfile.TemporaryDirectory() as folder:
            build.build(Path(folder))
            for name in ["function.zip", "requests-layer.zip"]:
                self.assertEqual((Path(folder) / name).read_bytes(), (first_build / name).read_bytes(), name)


if __name__ == "__main__":
    unittest.main()
