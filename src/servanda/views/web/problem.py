"""What went wrong, for programs: problem+json (RFC 9457) with one clear line."""

from __future__ import annotations

from http import HTTPStatus

from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse

MEDIA = "application/problem+json"


class Problem(HTTPException):
    """A refusal with the line that says why."""

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(status, " ".join(detail.split()))


class Fault(BaseModel):
    """What went wrong: `title` names the status, `detail` says in a line what, where, and what to do."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str


def problem(status: int, detail: str) -> JSONResponse:
    """The answer to a call that failed."""
    try:
        title = HTTPStatus(status).phrase
    except ValueError:
        title = "Error"
    made = Fault(title=title, status=status, detail=detail or title)
    return JSONResponse(made.model_dump(), status, media_type=MEDIA)
