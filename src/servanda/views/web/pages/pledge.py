"""The page of one pledge: what was promised, what came of it, why it was read so, and what people decided about it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from servanda.errors import NotFound
from servanda.model.decision import Decision
from servanda.model.event import FIELDS, KINDS, STAGES
from servanda.model.pledge import Pledge, Step
from servanda.model.status import STATUSES
from servanda.register.history import Record
from servanda.register.shape import SLOTS
from servanda.views.queries import pledge as queries
from servanda.views.queries.correcting import Unfit
from servanda.views.queries.correcting import shown as shown_slot
from servanda.views.queries.why import why
from servanda.views.web.desk import desk
from servanda.views.web.permits import needs
from servanda.views.web.rendering import render, url
from servanda.views.web.timeline import timeline


@needs("reader")
def show(request: Request) -> Response:
    """`GET /pledges/ID`, `?as_of=DAY`."""
    return pledge_page(request, request.path_params["id"])


def pledge_page(
    request: Request,
    id: str,
    *,
    error: str | None = None,
    error_at: str | None = None,
    fault: Unfit | None = None,
    fault_at: str | None = None,
    typed: Mapping[str, Any] | None = None,
) -> Response:
    """The page of the pledge that holds an event, with what is wrong with what was asked of it."""
    here, as_of = desk(request), day(request.query_params.get("as_of"), desk(request).today)
    try:
        view = queries.pledge_view(here.register, id, as_of)
    except NotFound:
        return _gone(request, id, as_of)
    if request.method == "GET" and id != view.pledge.id:
        return RedirectResponse(url(f"/pledges/{view.pledge.id}", **dict(request.query_params)), 303)
    return render(
        request,
        "pledge.html",
        status=422 if error or fault else 200,
        view=view,
        line=timeline(view.pledge, here.language),
        editing=here.may("editor") and not view.past,
        made=decision_made(request, view.records),
        values=values(view.records),
        statuses=STATUSES,
        error=error,
        error_at=error_at,
        fault=fault,
        correcting=fault_at or request.query_params.get("correct"),
        typed=typed,
        **event_words(),
    )


def _gone(request: Request, id: str, as_of: date) -> Response:
    """Nothing was known of it on that day, or its only event was rejected."""
    here = desk(request)
    today: Pledge | None = None
    gone: queries.Gone | None = None
    try:
        today = here.register.pledge(id)
    except NotFound:
        gone = queries.gone(here.register, id)
    return render(
        request,
        "pledge-gone.html",
        pledge=today,
        gone=gone,
        as_of=as_of,
        editing=here.may("editor"),
        made=decision_made(request, gone.records if gone else ()),
        values=values(gone.records if gone else ()),
        **event_words(),
    )


def event_words() -> dict[str, Any]:
    """What the templates need to tell and correct events."""
    return {"kinds": KINDS, "stages": STAGES, "fields": FIELDS, "why": _why, "shown": shown}


def _why(step: Step) -> Any:
    return why(step.event.reasons)


def shown(step: Step) -> dict[str, str | Sequence[str]]:
    """The slots of a step as one types them; fields as a list."""
    return {slot: step.event.fields if slot == "fields" else shown_slot(step.event, slot) for slot in SLOTS}


def values(records: Iterable[Record]) -> dict[int, Any]:
    """What each correction says, by the decision's number."""
    found = [record.decision for record in records if record.decision]
    return {one.id: json.loads(one.value) if one.verb == "correct" and one.value else None for one in found}


def decision_made(request: Request, records: Iterable[Record]) -> Decision | None:
    """The decision from which one came to the page, where it still holds."""
    number = request.query_params.get("made", "")
    held = (one.decision for one in records if one.decision and not one.undone)
    return next((one for one in held if str(one.id) == number), None)


def day(given: str | None, today: date) -> date:
    """A day of the query, today at most; what is no day is today."""
    try:
        return min(date.fromisoformat(given or ""), today)
    except ValueError:
        return today


routes = [Route("/pledges/{id}", show)]
