"""The cookies: the session's, and what a browser prefers. None is read by scripts."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from servanda.store.sessions import LONGEST

SESSION = "servanda"
YEAR = 365 * 24 * 3600
LONGEST_SECRET = 100


def session_name(request: Request) -> str:
    """Over https the name binds the cookie to this host alone."""
    return f"__Host-{SESSION}" if request.url.scheme == "https" else SESSION


def session_secret(request: Request) -> str | None:
    """The secret that the browser holds of its session."""
    given = request.cookies.get(session_name(request))
    return given if given and len(given) <= LONGEST_SECRET else None


def keep_session(request: Request, response: Response, secret: str) -> None:
    """Give the browser the secret of its session."""
    _keep(request, response, session_name(request), secret, int(LONGEST.total_seconds()))


def drop_session(request: Request, response: Response) -> None:
    """Take it back."""
    _keep(request, response, session_name(request), "", 0)


def keep(request: Request, response: Response, name: str, value: str) -> None:
    """Let a browser remember what it prefers."""
    _keep(request, response, name, value, YEAR)


def _keep(request: Request, response: Response, name: str, value: str, age: int) -> None:
    secure = request.url.scheme == "https"
    response.set_cookie(name, value, max_age=age, path="/", secure=secure, httponly=True, samesite="lax")
