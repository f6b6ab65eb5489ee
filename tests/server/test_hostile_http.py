"""Uploads over real HTTP past the widget, junk in addresses, and what the log and the answers give away."""

import http.client
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from served import Served, served
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

SECRET = "pass-word-of-the-store"
MEGABYTE = b"a" * 1_000_000
NAMED = b'--zzz\r\nContent-Disposition: form-data; name="file"; filename="../../x.zip"\r\n\r\n'
CLOSED = b"\r\n--zzz--\r\n"
MOST_GROWTH = 60_000_000
"""Bytes by which the server may grow while it refuses far more."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server whose store cannot be reached: the worst that may be said of it is that."""
    url = f"postgresql://someone:{SECRET}@127.0.0.1:1/none"
    with served(tmp_path_factory.mktemp("hostile"), MCDA_DATABASE_URL=url) as running:
        yield running


@dataclass(frozen=True)
class Visit:
    """A session in a browser of ours: its line to the server and what allows it to upload."""

    server: Served
    line: ClientConnection
    headers: dict[str, str]

    def run(self, query: str = "", page: str = "") -> tuple[str, str]:
        """Run a page; the id of the session, and everything that was sent, as text."""
        asked = BackMsg()
        asked.rerun_script.query_string = query
        asked.rerun_script.page_name = page
        self.line.send(asked.SerializeToString())
        session, told = "", []
        while True:
            message = self.answer()
            told.append(str(message))
            if message.HasField("new_session"):
                session = message.new_session.initialize.session_id
            if message.HasField("script_finished"):
                return session, "\n".join(told)

    def answer(self) -> ForwardMsg:
        message = ForwardMsg()
        message.ParseFromString(self.line.recv(timeout=20))  # type: ignore[arg-type]
        return message

    def upload_place(self, session: str) -> str:
        """Where the server lets this session put a file."""
        asked = BackMsg()
        asked.file_urls_request.request_id = "1"
        asked.file_urls_request.file_names.append("../../etc/passwd\x00.zip")
        asked.file_urls_request.session_id = session
        self.line.send(asked.SerializeToString())
        while True:
            message = self.answer()
            if message.HasField("file_urls_response"):
                return str(message.file_urls_response.file_urls[0].upload_url)


@contextmanager
def visiting(server: Served) -> Iterator[Visit]:
    link = http.client.HTTPConnection(urlsplit(server.address).netloc, timeout=10)
    link.request("GET", "/_stcore/health")
    cookie = str(link.getresponse().getheader("Set-Cookie")).split(";")[0]
    link.close()
    address = f"ws://{urlsplit(server.address).netloc}/_stcore/stream"
    with connect(
        address, origin=server.address, additional_headers={"Cookie": cookie}, subprotocols=["streamlit"], max_size=None  # type: ignore[arg-type, list-item]
    ) as line:  # fmt: skip
        yield Visit(server, line, {"Cookie": cookie, "X-Xsrftoken": cookie.split("=", 1)[1]})


def put(server: Served, path: str, megabytes: int, headers: dict[str, str], *, told: bool = True) -> int:
    """Status of an upload of so many megabytes, with its length told beforehand or in pieces without."""
    parts = [NAMED, *[MEGABYTE] * megabytes, CLOSED]
    length = f"Content-Length: {sum(map(len, parts))}" if told else "Transfer-Encoding: chunked"
    lines = [f"PUT {path} HTTP/1.1", f"Host: {urlsplit(server.address).netloc}", length]
    lines += [
        "Content-Type: multipart/form-data; boundary=zzz",
        *(f"{name}: {value}" for name, value in headers.items()),
    ]
    with socket.create_connection(("127.0.0.1", int(urlsplit(server.address).port or 0)), timeout=10) as link:
        link.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
        try:
            for part in parts:
                link.sendall(part if told else f"{len(part):x}\r\n".encode() + part + b"\r\n")
            if not told:
                link.sendall(b"0\r\n\r\n")
        except OSError:
            pass  # the server has answered and hung up
        return int(link.recv(1024).split()[1])


def resident(server: Served) -> int:
    """Bytes of memory that the server holds."""
    pages = int(Path(f"/proc/{server.process.pid}/statm").read_text(encoding="utf-8").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory is read from /proc")
def test_an_upload_above_the_limit_is_refused_before_it_is_held(server: Served) -> None:
    with visiting(server) as visit:
        place = visit.upload_place(visit.run()[0])
        assert put(server, place, 4, visit.headers) == 204
        before = resident(server)
        for megabytes, told in ((8, True), (8, False), (300, False)):
            assert put(server, place, megabytes, visit.headers, told=told) == 413
        assert resident(server) - before < MOST_GROWTH


def test_an_upload_without_right_or_session_is_refused(server: Served) -> None:
    with visiting(server) as visit:
        place = visit.upload_place(visit.run()[0])
        assert put(server, place, 0, {}) == 403
        assert put(server, place, 0, {"Cookie": visit.headers["Cookie"]}) == 403
        assert put(server, "/_stcore/upload_file/nobody/x", 0, visit.headers) == 400
        assert put(server, "/_stcore/upload_file/../../etc/passwd", 0, visit.headers) in (400, 404, 405)


JUNK = ["' OR 1=1;--", "\x00", "x" * 50_000, "💥<b>{q}", "../../etc/passwd", "%00", "1e999", "-1e999", "nan", "9" * 400]
NAMES = (
    "w", "case", "scenario", "weights", "method", "points", "view", "a", "b", "side", "tab", "pair", "share", "horizon",
    "seed", "criterion", "budget", "way",
)  # fmt: skip


@pytest.mark.parametrize("page", ["", "robustness", "blend_lab", "weights"])
def test_junk_in_an_address_breaks_no_page(server: Served, page: str) -> None:
    for junk in JUNK:
        query = "&".join(f"{name}={quote(junk)}" for name in NAMES)
        with visiting(server) as visit:
            told = visit.run(query, page)[1]
        assert "Something went wrong" not in told
        assert "Traceback" not in told and "/views/" not in told


def test_neither_password_nor_keys_are_told_or_logged(server: Served) -> None:
    with visiting(server) as visit:
        told = visit.run("w=0123456789abcdefSecretKey")[1]
    assert "shipped case is open instead" in told
    assert SECRET not in told and "someone" not in told
    log = server.log.read_text(encoding="utf-8")
    assert SECRET not in log and "SecretKey" not in log
