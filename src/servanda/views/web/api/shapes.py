"""The shapes that several answers share: an event, its citation, a pledge, a decision; and words of queries."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from servanda.model.decision import Decision, Verb
from servanda.model.event import Kind, Measure, Stage
from servanda.model.pledge import Pledge, Step
from servanda.model.status import StatusName
from servanda.model.story import ReprintTerms
from servanda.views.cite import Cited, Language, cite

MOST = 200
"""Items of one page of a list."""
FAR = 1_000_000
"""The farthest item that a page may begin at."""
DAY = (
    "^(19|20|21)[0-9]{2}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)"
    "|02-(0[1-9]|1[0-9]|2[0-8]))$|^(19(0[48]|[2468][048]|[13579][26])|20([02468][048]|[13579][26])"
    "|21(0[48]|[2468][048]|[13579][26]))-02-29$"
)
"""A day that there is, from 1900 to 2199."""

Day = Annotated[str, StringConstraints(pattern=DAY), Field(examples=["2024-12-31"])]
Code = Annotated[str, StringConstraints(min_length=1, max_length=80), Field(examples=["RU-BA"])]
Line = Annotated[str, StringConstraints(min_length=1, max_length=300)]
Limit = Annotated[int, Field(ge=1, le=MOST, description="How many at most.")]
Offset = Annotated[int, Field(ge=0, le=FAR, description="How many to pass over.")]
Terms = Callable[[str | None], ReprintTerms]


class Shape(BaseModel):
    """An answer, made from an object with the same names."""

    model_config = ConfigDict(from_attributes=True, extra="ignore")


class Asking(BaseModel):
    """A query or a body: it holds what is named here, and nothing else."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Empty(Asking):
    """Nothing is asked."""


class Page(Asking):
    """Which part of a list is wanted."""

    limit: Limit = 50
    offset: Offset = 0


class AsOf(Asking):
    """As known on a day; today if left out."""

    as_of: Day | None = None


class CitationShape(Shape):
    """Who published it, under what title, when, and where to read it; `text` is all of it in a line, to be shown."""

    outlet: str
    title: str | None
    date: str | None
    link: str | None
    text: str
    lacks_link: bool


class DecisionShape(Shape):
    """What a person decided; `value` is JSON where the verb is `correct`."""

    id: int
    verb: Verb
    subject: str
    user: str
    time: str
    reason: str
    other: str | None
    slot: str | None
    value: str | None
    undoes: int | None


class ChangeShape(Shape):
    day: str
    status: StatusName
    event: str | None
    due: str | None


class SlipShape(Shape):
    before: str
    after: str
    days: int
    event: str


class StatusShape(Shape):
    """How a pledge stands on the day `as_of`; `days` late for what was kept, since the due date for what is overdue."""

    name: StatusName
    as_of: str
    since: str | None
    cause: str | None
    first_due: str | None
    due: str | None
    due_day: str | None
    kept_on: str | None
    days: int | None
    promised_times: int
    slips: tuple[SlipShape, ...]
    changes: tuple[ChangeShape, ...]
    last_news: str | None
    proposed: StatusName | None
    decision: DecisionShape | None


class EventShape(Shape):
    """An event with the slots of the codebook, and the sentences that it rests on with their citation."""

    id: str
    story: str
    date: str | None
    source: str | None
    url: str | None
    title: str | None
    outlet: str | None
    reprint_of: str | None
    corrected: tuple[str, ...]
    kind: Kind
    stage: Stage
    polities: tuple[str, ...]
    actors: tuple[str, ...]
    what: str | None
    when: str | None
    where: str | None
    within: str | None
    fields: tuple[str, ...]
    speaker: str | None
    sure: float
    evidence: tuple[str, ...]
    citation: CitationShape


class PledgeShape(Shape):
    """A pledge: the events of one undertaking in time, and what came of it."""

    id: str
    what: str
    kind: Kind
    polities: tuple[str, ...]
    promised: bool
    status: StatusShape
    stories: tuple[str, ...]
    events: tuple[EventShape, ...]
    decisions: tuple[DecisionShape, ...]


class PledgeRow(Shape):
    """A pledge in a list."""

    id: str
    what: str
    kind: Kind
    fields: tuple[str, ...]
    polities: tuple[str, ...]
    status: StatusName
    since: str | None
    days: int | None
    rated: bool
    first_told: str | None
    last_told: str | None
    first_due: str | None
    due: str | None
    due_day: str | None
    kept_on: str | None
    promised_times: int
    slips: int
    slip_days: int
    promised: bool
    events: int
    stories: int


class FigureShape(Shape):
    """A measured quantity with the slots of the codebook."""

    measure: Measure
    polities: tuple[str, ...]
    period: str | None
    value: float | None
    unit: str | None
    change: float | str | None


class Told(FigureShape):
    """A figure as a story tells it, with its citation."""

    story: str
    evidence: tuple[str, ...]
    citation: CitationShape


class TermsShape(Shape):
    """What an outlet asks of those who quote it; null: it does not say."""

    reference_required: bool | None
    active_link_required: bool | None
    logo_needs_permission: bool | None
    quote: str | None


def citation(told: Cited, terms: ReprintTerms, language: Language) -> CitationShape:
    """The citation of a quotation, as the outlet asks."""
    made = cite(told, terms, language)
    return CitationShape(
        outlet=made.outlet, title=made.title, date=made.date, link=made.link, text=made.text(),
        lacks_link=made.lacks_link,
    )  # fmt: skip


def event(step: Step, terms: Terms, language: Language) -> EventShape:
    """A step with its sentences and their citation."""
    coded = step.event
    slots: dict[str, Any] = {name: getattr(coded, name) for name in EVENT_SLOTS}
    about = {name: getattr(step, name) for name in STEP_SLOTS}
    said = citation(step, terms(step.source), language)
    return EventShape(**slots, **about, evidence=step.sentences, citation=said)


EVENT_SLOTS = (
    "kind", "stage", "polities", "actors", "what", "when", "where", "within", "fields", "speaker", "sure",
)  # fmt: skip
STEP_SLOTS = ("id", "story", "date", "source", "url", "title", "outlet", "reprint_of", "corrected")


def pledge(found: Pledge, terms: Terms, language: Language) -> PledgeShape:
    """A pledge with all its events."""
    return PledgeShape(
        id=found.id,
        what=found.what,
        kind=found.kind,
        polities=found.polities,
        promised=found.promised,
        status=StatusShape.model_validate(found.status),
        stories=found.stories,
        events=tuple(event(step, terms, language) for step in found.steps),
        decisions=tuple(map(decision, found.decisions)),
    )


def decision(made: Decision) -> DecisionShape:
    return DecisionShape.model_validate(made)


Yes = Literal["yes", "no", "all"]
