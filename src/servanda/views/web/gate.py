"""Before any page: is the site called by its own name, and does a write come from a page of it."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from servanda.views.web.errors import on_http
from servanda.views.web.security import check_address, check_host, check_origin


class Gate:
    """Refuses, with a page that says so, what comes under a foreign name or from a foreign page."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        request = Request(scope, receive)
        try:
            check_address(scope)
            check_host(request.headers.get("host"), request.app.state.place.settings.hosts)
            check_origin(request.method, request.headers)
        except HTTPException as error:
            request.state.stopped = True
            return await on_http(request, error)(scope, receive, send)
        await self.app(scope, receive, send)
