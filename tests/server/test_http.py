"""What the server answers over real HTTP, and what it refuses: hosts, origins, uploads, inner workings."""

import base64
import http.client
import os
import re
import socket
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from served import Served, served

PAGE, HEALTH, CONFIG = "/", "/_stcore/health", "/_stcore/host-config"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("http")) as running:
        yield running


def asked(
    server: Served, path: str, method: str = "GET", body: bytes | None = None, **headers: str
) -> tuple[int, dict[str, str], str]:
    """Status, headers and body of one answer; header names are given with _ for -."""
    parts = urlsplit(server.address)
    connection = http.client.HTTPConnection(str(parts.hostname), parts.port, timeout=10)
    try:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body, named)
        answer = connection.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read().decode()
    finally:
        connection.close()


def handshake(server: Served, **headers: str) -> int:
    """Status with which the server answers a WebSocket handshake."""
    parts = urlsplit(server.address)
    named = {
        "Host": parts.netloc,
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": base64.b64encode(os.urandom(16)).decode(),
    } | {name.replace("_", "-"): value for name, value in headers.items()}
    lines = ["GET /_stcore/stream HTTP/1.1", *(f"{name}: {value}" for name, value in named.items()), "", ""]
    with socket.create_connection((str(parts.hostname), parts.port), timeout=10) as line:
        line.sendall("\r\n".join(lines).encode())
        return int(line.recv(1024).split()[1])


@pytest.mark.parametrize("path", [PAGE, "/result", HEALTH, CONFIG, "/static/js/none.js"])
@pytest.mark.parametrize(
    ("host", "welcome"),
    [
        ("localhost", True),
        ("127.0.0.1", True),
        ("evil.example", False),
        ("localhost.evil.example", False),
        ("127.0.0.1.evil.example:80", False),
    ],
)
def test_only_hosts_that_the_settings_name_are_answered(server: Served, path: str, host: str, welcome: bool) -> None:
    status, _, body = asked(server, path, Host=host)
    assert (status != 400) is welcome
    assert welcome or "<html" not in body


@pytest.mark.parametrize("path", [PAGE, HEALTH, "/nowhere/at/all"])
def test_every_answer_forbids_framing_guessing_types_and_loading_from_elsewhere(server: Served, path: str) -> None:
    _, headers, _ = asked(server, path)
    policy = dict(part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["object-src"] == "'none'"
    assert not re.search(r"https?:|\*", headers["content-security-policy"])
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize("path", [HEALTH, CONFIG])
def test_no_other_site_may_read_an_answer(server: Served, path: str) -> None:
    _, headers, _ = asked(server, path, Origin="http://evil.example")
    assert headers.get("access-control-allow-origin") in (None, server.address)


@pytest.mark.parametrize(
    ("headers", "status"),
    [({}, 101), ({"Origin": "http://evil.example"}, 403), ({"Host": "evil.example"}, 400)],
)
def test_a_session_is_refused_to_other_sites_and_hosts(server: Served, headers: dict[str, str], status: int) -> None:
    own = {"Origin": server.address} | headers
    assert handshake(server, **own) in ({status} if status == 101 else {400, 403})


def test_an_upload_without_the_token_of_the_session_is_refused(server: Served) -> None:
    status, _, _ = asked(server, "/_stcore/upload_file/some/file", "PUT", b"options,label", Content_Type="text/csv")
    assert status == 403


def test_no_inner_workings_are_told(server: Served) -> None:
    """No files of the program, no interface to drive it by."""
    for path in ("/_stcore/agent/interact", "/_stcore/agent/mcp"):
        status, _, told = asked(server, path, "POST", b"{}", Content_Type="application/json")
        assert status >= 400
        assert "not_available" in told
    for path in ("/.streamlit/config.toml", "/../pyproject.toml", "/static/../../app.py", "/app.py", "/%2e%2e/app.py"):
        assert "import streamlit" not in asked(server, path)[2]
        assert "maxUploadSize" not in asked(server, path)[2]
