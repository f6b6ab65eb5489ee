"""The server around the app: which hosts it answers, what it lets a browser do, and what it says when it fails.

`mcda app` serves this file. Streamlit's own `server.allowedHosts` guards only the WebSocket, so plain pages are
guarded here by the same list.
"""

import logging
import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from views.text import t

SHELL = Path(st.__file__).parent / "static" / "index.html"
"""The page that Streamlit sends to every browser."""


def inline_scripts(page: str) -> list[str]:
    """What a policy must name to let the scripts run that are written into a page, and no others.

    Examples
    --------
    >>> inline_scripts("<script>1</script><script src='a.js'></script>")
    ["'sha256-a4ayc/80/OGda4BO/1o/V0etpOqiLx1JwB5S3beHW0s='"]
    """
    written = re.findall(r"<script>(.*?)</script>", page, flags=re.DOTALL)
    return [f"'sha256-{b64encode(sha256(one.encode()).digest()).decode()}'" for one in written]


POLICY = "; ".join(
    (
        "default-src 'self'",
        # No eval: Streamlit hands charts to Vega's interpreter, which needs none.
        " ".join(("script-src 'self'", *inline_scripts(SHELL.read_text(encoding="utf-8")))),
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self' ws: wss: blob: data:",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
"""Nothing is loaded from, or sent to, another host; nobody frames the app."""

HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",  # a link to somebody's work must not leak to the sites it cites
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


class SecurityHeaders:
    """Adds the headers above to every answer, errors included."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on and put the headers on what comes back."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
            await send(message)

        await self.app(scope, receive, with_headers if scope["type"] == "http" else send)


def allowed_hosts() -> list[str]:
    """Host names that the settings allow; all of them where they name none."""
    return list(st.get_option("server.allowedHosts")) or ["*"]


def failed(problem: Exception) -> bool:
    """Say that something went wrong, without its inner workings; those go to the server's log."""
    logging.getLogger(__name__).error("A page failed.", exc_info=problem)
    st.error(
        t("Something went wrong on this page. Your work is as it was. Reload the page, or go on with another one."),
        icon=":material/error:",
    )
    return True


app = st.App(
    Path(__file__).parents[1] / "app.py",
    middleware=[
        Middleware(SecurityHeaders),
        Middleware(TrustedHostMiddleware, allowed_hosts=allowed_hosts(), www_redirect=False),
    ],
    on_script_error=failed,
)
