"""An API destination may be a server on this computer.

AWS: calls https endpoints alone, of servers with a certificate that everybody trusts.
MiniStack: calls them so too, and a server on this computer has no such certificate.
Here: https://127.0.0.1 and https://localhost are called without TLS, endpoints of OAuth tokens as well.
"""

from urllib.parse import urlsplit

from ministack.services import eventbridge


def apply():
    http_open = eventbridge._http_open

    def http_open_without_tls_here(request, timeout=5):
        url = urlsplit(request.full_url)
        if url.scheme == "https" and url.hostname in ("127.0.0.1", "localhost"):
            request.full_url = url._replace(scheme="http").geturl()
        return http_open(request, timeout)

    eventbridge._http_open = http_open_without_tls_here
