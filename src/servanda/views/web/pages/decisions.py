"""What a person decides on events and pledges: taken from forms, told to the register, and where one goes after it."""

from __future__ import annotations

import json

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from servanda.errors import NotFound, UsageError
from servanda.model.decision import Decision, Verb
from servanda.model.event import Event
from servanda.register.register import Register
from servanda.register.shape import SLOTS
from servanda.views.queries.correcting import Unfit, corrections
from servanda.views.queries.pledge import corrected
from servanda.views.web.desk import Desk, desk
from servanda.views.web.forms import form, word
from servanda.views.web.pages.pledge import pledge_page
from servanda.views.web.permits import needs
from servanda.views.web.rendering import url

LONGEST_REASON = 1000
BY_FORM: tuple[Verb, ...] = ("confirm", "reject", "rate", "join", "split")


@needs("editor")
def decide(request: Request) -> Response:
    """`POST /decisions`: confirm, reject, rate, join or split; then back to where it was asked."""
    here, data = desk(request), form(request)
    verb, event = word(data, "verb"), word(data, "event")
    try:
        made = _decide(here, verb, event, data)
    except (UsageError, NotFound) as error:
        if word(data, "back") != "pledge" or verb not in ("join", "split"):
            raise
        return pledge_page(request, event or word(data, "leave"), error=error.what, error_at=verb)
    return _back(request, word(data, "back"), made)


def _decide(here: Desk, verb: str, event: str, data: FormData) -> Decision:
    if verb not in BY_FORM:
        raise UsageError(f"nobody can {verb or 'do nothing'} here")
    value = None
    if verb == "rate":
        value = word(data, "value")
    elif verb == "split":
        leave = [one for one in data.getlist("leave") if isinstance(one, str)]
        if not leave:
            raise UsageError("nothing was chosen that leaves the pledge")
        event, value = leave[0], json.dumps(leave)
    return here.register.decide(
        verb, event, user=_who(here), reason=reason(data), other=_named(word(data, "other")), value=value
    )


@needs("editor")
def undo(request: Request) -> Response:
    """`POST /decisions/N/undo`: take a decision back."""
    here, data = desk(request), form(request)
    made = here.register.undo(int(request.path_params["id"]), user=_who(here), reason=reason(data))
    return _back(request, word(data, "back"), made)


@needs("editor")
def correct(request: Request) -> Response:
    """`POST /events/ID/correct`: write down all slots that were typed anew, or none where one has no sense."""
    here, data, id = desk(request), form(request), request.path_params["id"]
    typed = typed_slots(data)
    back = word(data, "back")
    made: Decision | None = None
    try:
        with here.register.ledger.writing():
            for slot, value in corrections(_event(here.register, id), typed):
                made = here.register.decide(
                    "correct", id, user=_who(here), reason=reason(data), slot=slot, value=value
                )
    except Unfit as fault:
        return _again(request, back, id, typed, fault)
    if made is None and back == "review-events":
        made = here.register.decide("confirm", id, user=_who(here), reason=reason(data))
    return _back(request, back, made, id)


def _again(request: Request, back: str, id: str, typed: dict[str, str | list[str]], fault: Unfit) -> Response:
    """The page from which the form came, with what was typed and what is wrong with it."""
    if back.startswith("review"):
        from servanda.views.web.pages.review import review_page

        of = "events" if back == "review-events" else "pairs"
        return review_page(request, of, fault=fault, fault_at=id, typed=typed)
    return pledge_page(request, id, fault=fault, fault_at=id, typed=typed)


def typed_slots(data: FormData) -> dict[str, str | list[str]]:
    """What the form holds of slots."""
    found: dict[str, str | list[str]] = {slot: word(data, slot) for slot in SLOTS if slot in data and slot != "fields"}
    if "fields" in data:
        found["fields"] = [one for one in data.getlist("fields") if isinstance(one, str)]
    return found


def _event(register: Register, id: str) -> Event:
    step = next(iter(register.ledger.steps([id])), None)
    if step is None:
        raise NotFound(f"no event {id}")
    return corrected(step, register.ledger.decisions([id])).event


def _named(given: str) -> str | None:
    """A pledge by its id, or by the address of its page."""
    return given.rstrip("/").rpartition("/")[2].partition("?")[0].partition("#")[0] or None


def reason(data: FormData) -> str:
    """Why, in one line."""
    return " ".join(word(data, "reason").split())[:LONGEST_REASON]


def _who(here: Desk) -> str:
    assert here.user is not None

    return here.user.name


def _back(request: Request, back: str, made: Decision | None, id: str = "") -> Response:
    """To the page of the pledge that holds the event now, to the review, or to a page of this site."""
    number = made.id if made else None
    if back.startswith("review"):
        path = url("/review", of="events" if back == "review-events" else "pairs", made=number)
    elif back.startswith("/") and not back.startswith(("//", "/\\")):
        path = url(back.partition("?")[0].partition("#")[0], made=number)
    else:
        path = url(f"/pledges/{made.subject if made else id}", made=number)
        path += f"#step-{made.subject}" if made and made.verb in ("correct", "confirm") else ""
    return RedirectResponse(path, 303)


routes = [
    Route("/decisions", decide, methods=["POST"]),
    Route("/decisions/{id:int}/undo", undo, methods=["POST"]),
    Route("/events/{id}/correct", correct, methods=["POST"]),
]
