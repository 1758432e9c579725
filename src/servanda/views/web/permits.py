"""Who may call what: each endpoint says the role that it needs, or that it is public."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from inspect import iscoroutinefunction
from typing import Any, Literal, TypeVar
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from servanda.store.users import Role
from servanda.views.web.desk import desk, place
from servanda.views.web.limits import widen

Endpoint = Callable[[Request], Response]
Any_ = TypeVar("Any_", bound=Callable[..., Any])
SAFE = ("GET", "HEAD")


def public(endpoint: Any_) -> Any_:
    """An endpoint that anybody may call."""
    endpoint.permit = "public"  # type: ignore[attr-defined]
    return endpoint


def needs(
    role: Role, *, signed_in: bool = False, body: int | Literal["upload"] | None = None
) -> Callable[[Endpoint], Endpoint]:
    """An endpoint that a reader, an editor or an admin may call.

    A reader's may be looked at by all where the register is open for reading, but for those that ask for one who is
    `signed_in`; what changes anything always does. `body`: bytes of a body that it takes, where more than a form's;
    `upload`: as many as the settings allow for a backup.
    """

    def guard(endpoint: Endpoint) -> Endpoint:
        if iscoroutinefunction(endpoint):
            raise TypeError(f"{endpoint.__name__}: an endpoint with a permit is a plain function")

        @wraps(endpoint)
        def guarded(request: Request) -> Response:
            refused = _refusal(request, role, signed_in or request.method not in SAFE)
            if refused:
                return refused
            if body is not None:
                widen(request.scope, desk(request).settings.largest_upload if body == "upload" else body)
            return endpoint(request)

        guarded.permit = role  # type: ignore[attr-defined]
        return guarded

    return guard


def _refusal(request: Request, role: Role, signed_in: bool) -> Response | None:
    """Where to go instead; None where the one who asks may. Raises HTTPException 401 or 403."""
    here = desk(request)
    if here.user is None and (signed_in or not here.may(role)):
        if here.by_token or request.method not in SAFE or request.url.path.startswith("/api/"):
            raise HTTPException(401, headers={"WWW-Authenticate": 'Bearer realm="servanda"'})
        return _to_sign_in(request)
    if not here.may(role):
        raise HTTPException(403)
    return None


def _to_sign_in(request: Request) -> Response:
    if not place(request).users.any():
        return RedirectResponse("/first", 303)
    asked = f"{request.url.path}?{request.url.query}".rstrip("?")
    return RedirectResponse(f"/sign-in?{urlencode({'next': asked})}" if asked != "/" else "/sign-in", 303)
