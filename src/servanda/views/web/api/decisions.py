"""Decisions: making and undoing them; what waits for review."""

from __future__ import annotations

import json
from typing import Any, Literal

from pydantic import Field

from servanda.errors import UsageError
from servanda.model.decision import Verb
from servanda.register.shape import SLOTS
from servanda.views.queries.correcting import corrections
from servanda.views.queries.pledge import corrected, terms_of
from servanda.views.web.api import shapes
from servanda.views.web.api.operation import Call, Operations
from servanda.views.web.api.shapes import Asking, DecisionShape, EventShape, Limit, Line, Shape

OPERATIONS = Operations("Decisions")
Name = Line
Slot = Literal[SLOTS]  # type: ignore[valid-type]


class Deciding(Asking):
    """A decision on an event, or on the pledge that an event names; see the codes of `verb`.

    `confirm`: it is right; with `other`, both belong to one pledge. `reject`: it is none; with `other`, the two do not
    belong to one pledge. `correct`: its `slot` holds `value` instead. `join`: its pledge and that of `other` are one.
    `split`: it leaves its pledge, with the events in `value`. `rate`: its pledge has the status `value`, which `other`
    shows.
    """

    verb: Literal["confirm", "reject", "correct", "join", "split", "rate"]
    subject: Name = Field(description="The id of an event, or its unique beginning.")
    other: Name | None = None
    slot: Slot | None = None
    value: str | list[str] | None = Field(None, description="A text, or a list of texts where the slot holds several.")
    reason: str = Field("", max_length=1000)


class Undoing(Asking):
    """Why a decision is taken back."""

    reason: str = Field("", max_length=1000)


class ReviewQuery(Asking):
    """What is asked: `pairs` that may belong to one pledge, or `events` that may be none."""

    of: Literal["pairs", "events"] = "pairs"
    limit: Limit = 20


class Question(Shape):
    """A pair of events that may belong to one pledge (`other` is the earlier), or an event that may be none."""

    event: EventShape
    pledge: str
    other: EventShape | None = None
    other_pledge: str | None = None
    why: str = ""
    sure: float
    """How sure the program is that they belong together, or that it is an event: 0 to 1."""


class WaitingShape(Shape):
    """How many questions are open, and on how many people decided."""

    open: int
    decided: int


class Review(Shape):
    """What waits for a person, the most promising first."""

    pairs: WaitingShape
    events: WaitingShape
    items: tuple[Question, ...]


@OPERATIONS.add(
    "POST", "/decisions", "editor", DecisionShape, "Writes down a decision and lets it take effect.",
    body=Deciding, status=201,
)  # fmt: skip
def make_decision(call: Call[None, Deciding]) -> Any:
    asked = call.body
    verb: Verb = asked.verb
    return shapes.decision(
        call.desk.register.decide(
            verb, asked.subject, user=call.user, reason=asked.reason, other=asked.other, slot=asked.slot,
            value=_value(call),
        )
    )  # fmt: skip


def _value(call: Call[None, Deciding]) -> str | None:
    """The value as the register takes it: JSON of a slot, a list of events, a status."""
    asked = call.body
    if asked.verb == "correct":
        if asked.slot is None:
            raise UsageError("to correct, name a slot")
        return _corrected(call, asked.slot)
    if asked.verb == "split":
        return json.dumps(asked.value if isinstance(asked.value, list) else [])
    if isinstance(asked.value, list):
        raise UsageError(f"{asked.verb} takes no list")
    return asked.value


def _corrected(call: Call[None, Deciding], slot: str) -> str:
    """The value, checked as one that a person types. Raises UsageError where it has no sense."""
    given, register = call.body.value, call.desk.register
    with register.ledger.reading():
        steps = register.ledger.steps([call.body.subject])
        if steps:
            event = corrected(steps[0], register.ledger.decisions([call.body.subject])).event
            typed = given if slot == "fields" and isinstance(given, list) else _typed(given)
            found = corrections(event, {slot: typed})
            if found:
                return found[0][1]
    return json.dumps(given, ensure_ascii=False)


def _typed(given: str | list[str] | None) -> str:
    return "; ".join(given) if isinstance(given, list) else given or ""


@OPERATIONS.add(
    "GET", "/decisions/{id:int}", "reader", DecisionShape, "Shows a decision."
)  # fmt: skip
def show_decision(call: Call[None, None]) -> Any:
    from servanda.errors import NotFound

    with call.desk.register.ledger.reading():
        found = call.desk.register.ledger.decision(call.number("id"))
    if found is None:
        raise NotFound(f"no decision {call.number('id')}")
    return shapes.decision(found)


@OPERATIONS.add(
    "POST", "/decisions/{id:int}/undo", "editor", DecisionShape, "Takes a decision back, by a new one.",
    body=Undoing, status=201,
)  # fmt: skip
def undo_decision(call: Call[None, Undoing]) -> Any:
    made = call.desk.register.undo(call.number("id"), user=call.user, reason=call.body.reason)
    return shapes.decision(made)


@OPERATIONS.add("GET", "/review", "reader", Review, "Lists what waits for a person to decide.", query=ReviewQuery)
def list_review(call: Call[ReviewQuery, None]) -> Any:
    register, asked = call.desk.register, call.query
    with register.ledger.reading():
        progress = register.progress()
        items = _pairs(call) if asked.of == "pairs" else _events(call)
    return Review(
        pairs=WaitingShape.model_validate(progress.pairs),
        events=WaitingShape.model_validate(progress.events),
        items=items,
    )


def _pairs(call: Call[ReviewQuery, None]) -> tuple[Question, ...]:
    register, language = call.desk.register, call.desk.language
    terms = terms_of(register)
    return tuple(
        Question(
            event=shapes.event(one.event, terms, language),
            pledge=one.pledge,
            other=shapes.event(one.other, terms, language),
            other_pledge=one.other_pledge,
            why=one.why,
            sure=one.score,
        )
        for one in register.review(call.query.limit)
    )


def _events(call: Call[ReviewQuery, None]) -> tuple[Question, ...]:
    register, language = call.desk.register, call.desk.language
    terms = terms_of(register)
    return tuple(
        Question(event=shapes.event(one.event, terms, language), pledge=one.pledge, sure=one.sure)
        for one in register.unsure(call.query.limit)
    )
