"""Whatever goes wrong is a plain page in the language of the reader, or problem+json under /api/; no traceback."""

from __future__ import annotations

import logging

from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from servanda.errors import InputError, NotFound, RegisterBusy, ServandaError, SourceError, UsageError
from servanda.views.web.problem import Problem, problem
from servanda.views.web.rendering import render
from servanda.views.web.security import dress

STATUS: tuple[tuple[type[ServandaError], int], ...] = (
    (NotFound, 404),
    (UsageError, 400),
    (InputError, 422),
    (SourceError, 422),
    (RegisterBusy, 503),
    (ServandaError, 500),
)
log = logging.getLogger("servanda.web")


def status_of(error: Exception) -> int:
    """The status of HTTP for an error of the program."""
    return next((status for kind, status in STATUS if isinstance(error, kind)), 500)


def said(error: Exception) -> str:
    """What may be told of it to who asked: for a fault of the request, what the fault is."""
    return error.what if isinstance(error, ServandaError) and status_of(error) < 500 else ""


def answer(request: Request, status: int, detail: str = "", headers: dict[str, str] | None = None) -> Response:
    """The page, or the JSON, that says what went wrong."""
    made: Response
    if request.url.path.startswith("/api/"):
        made = problem(status, detail or REASONS.get(status, "error"))
    else:
        made = render(request, "error.html", status=status, code=status, detail=detail)
    made.headers.update(headers or {})
    dress(MutableHeaders(raw=made.raw_headers), request.url.scheme)
    return made


REASONS = {
    400: "bad request",
    401: "sign in, or bring a token",
    403: "not allowed",
    404: "not found",
    405: "method not allowed",
    413: "too large",
    421: "unknown host name",
    422: "cannot be read",
    429: "too many attempts",
    500: "a fault of the program",
    503: "busy",
}


def on_http(request: Request, error: Exception) -> Response:
    """An answer to what routing, permits and limits refuse."""
    assert isinstance(error, HTTPException)

    detail = error.detail if isinstance(error, Problem) else ""
    return answer(request, error.status_code, detail, dict(error.headers or {}))


def on_error(request: Request, error: Exception) -> Response:
    """An answer to an error of the program, or to a fault in it."""
    status = status_of(error)
    if status >= 500:
        log.error("%s %s failed", request.method, request.url.path, exc_info=error)
    return answer(request, status, said(error))
