"""What every answer and every request must satisfy: headers, the host's name, and where a write comes from."""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-cache",
}
"""Set where an answer does not set them itself."""
SAFE = ("GET", "HEAD", "OPTIONS")


class Headed:
    """Gives each answer the headers."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self.app(scope, receive, send)

        async def headed(message: Message) -> None:
            if message["type"] == "http.response.start":
                dress(MutableHeaders(scope=message), scope["scheme"])
            await send(message)

        await self.app(scope, receive, headed)


def dress(headers: MutableHeaders, scheme: str) -> None:
    """Add the headers that an answer lacks."""
    for name, value in HEADERS.items():
        headers.setdefault(name, value)
    if scheme == "https":
        headers.setdefault("Strict-Transport-Security", "max-age=15552000")


def check_address(scope: Scope) -> None:
    """See that no zero is in an address: no text has one, and databases refuse it. Raises HTTPException."""
    if "\x00" in scope["path"] or b"%00" in scope["query_string"]:
        raise HTTPException(400)


def check_host(given: str | None, known: Sequence[str]) -> None:
    """See that the site is called by a name of its own, so that no foreign name can be led to it.

    An address of numbers cannot be led astray; names are `localhost` and those of the settings. Raises HTTPException.
    """
    try:
        host = (urlsplit(f"//{given}").hostname or "").rstrip(".")
    except ValueError:
        host = ""
    if host != "localhost" and host not in known and not _numbers(host):
        raise HTTPException(421)


def _numbers(host: str) -> bool:
    try:
        return bool(ip_address(host))
    except ValueError:
        return False


def check_origin(method: str, headers: Headers) -> None:
    """See that a write comes from a page of this site: browsers say so by Sec-Fetch-Site, older ones by Origin.

    A write with a token needs no such proof, as no page elsewhere can add one. Raises HTTPException.
    """
    if method in SAFE or headers.get("authorization", "").lower().startswith("bearer "):
        return
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site is not None:
        same = site in ("same-origin", "none")
    else:
        same = origin is not None and urlsplit(origin).netloc == headers.get("host")
    if not same:
        raise HTTPException(403, "cross-origin")
