"""How much a request may bring: bodies are cut off at a limit, however they come."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

FORM = 1_000_000
"""Bytes of a body, unless its endpoint takes more."""
KEY = "servanda.body_limit"


def widen(scope: Scope, limit: int) -> None:
    """Let this request bring so many bytes: said once it is known who asks."""
    scope[KEY][0] = limit


class BodyLimit:
    """Refuses, when it is read, a body over the limit: by its announced length, else once so much of it came."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        limit = scope[KEY] = [FORM]
        announced = Headers(scope=scope).get("content-length", "")
        length, came = int(announced) if announced.isdecimal() else 0, 0

        async def counted() -> Message:
            nonlocal came
            if length > limit[0]:
                raise HTTPException(413)
            message = await receive()
            came += len(message.get("body", b""))
            if came > limit[0]:
                raise HTTPException(413)
            return message

        await self.app(scope, counted, send)
