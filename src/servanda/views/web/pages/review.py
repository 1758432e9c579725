"""Review: one question at a time, answered by one keystroke or button, until nothing is left to ask."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, cast

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from servanda.errors import UsageError
from servanda.model.decision import Decision, Verb
from servanda.views.queries.correcting import Unfit
from servanda.views.queries.review import Of, review_view
from servanda.views.queries.why import doubts
from servanda.views.web.desk import desk
from servanda.views.web.forms import form, word
from servanda.views.web.pages.pledge import event_words
from servanda.views.web.permits import needs
from servanda.views.web.rendering import render, url

COOKIE = "skipped"
ID = re.compile("[0-9a-f]{16}")
MOST = 200
"""Questions that a session remembers to have skipped, the latest; a cookie holds no more."""


@needs("editor")
def show(request: Request) -> Response:
    """`GET /review`: `?of=pairs`, or `?of=events`; where neither is named, pairs while any of them waits."""
    of = request.query_params.get("of")
    return review_page(request, of if of in ("pairs", "events") else None)


def review_page(
    request: Request,
    of: str | None,
    *,
    fault: Unfit | None = None,
    fault_at: str | None = None,
    typed: Mapping[str, Any] | None = None,
) -> Response:
    """The next question, with what is wrong with a correction that was tried of the event `fault_at`."""
    here, skipped = desk(request), frozenset(_skipped(request))
    view = review_view(here.register, cast(Of | None, of), skipped)
    return render(
        request,
        "review.html",
        status=422 if fault else 200,
        view=view,
        made=_made(request),
        fault=fault,
        fault_at=fault_at,
        typed=typed,
        doubts=doubts,
        values={},
        **event_words(),
    )


@needs("editor")
def answer(request: Request) -> Response:
    """`POST /review`: confirm, reject or skip."""
    here, data = desk(request), form(request)
    verb, event, other = word(data, "verb"), word(data, "event"), word(data, "other") or None
    of = "pairs" if other else "events"
    if verb == "skip":
        return _skip(request, event, of)
    if verb not in ("confirm", "reject"):
        raise UsageError("confirm, reject or skip")
    made = here.register.decide(cast(Verb, verb), event, user=here.user.name if here.user else "", other=other)
    return RedirectResponse(url("/review", of=of, made=made.id), 303)


@needs("editor")
def again(request: Request) -> Response:
    """`POST /review/again`: ask what was skipped after all."""
    response = RedirectResponse(url("/review", of=word(form(request), "of")), 303)
    _remember(request, response, [])
    return response


def _skip(request: Request, event: str, of: str) -> Response:
    response = RedirectResponse(url("/review", of=of), 303)
    if ID.fullmatch(event):
        _remember(request, response, [*(one for one in _skipped(request) if one != event), event])
    return response


def _skipped(request: Request) -> list[str]:
    return [one for one in request.cookies.get(COOKIE, "").split(".") if ID.fullmatch(one)][-MOST:]


def _remember(request: Request, response: Response, skipped: list[str]) -> None:
    """Until the browser is closed."""
    secure = request.url.scheme == "https"
    response.set_cookie(
        COOKIE, ".".join(skipped[-MOST:]), path="/", secure=secure, httponly=True, samesite="strict"
    )


def _made(request: Request) -> Decision | None:
    """The decision just made, for taking it back."""
    number = request.query_params.get("made", "")
    if not (number.isascii() and number.isdecimal() and len(number) < 18):
        return None
    ledger = desk(request).register.ledger
    with ledger.reading():
        return ledger.decision(int(number))


routes = [
    Route("/review", show),
    Route("/review", answer, methods=["POST"]),
    Route("/review/again", again, methods=["POST"]),
]
