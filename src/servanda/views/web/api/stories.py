"""Stories: reading one without storing it, entering one, finding and showing those of the register."""

from __future__ import annotations

from threading import Lock
from typing import Any, Literal

from pydantic import Field

from servanda.model.story import RawItem, Story
from servanda.pipeline import Reading, read_story
from servanda.register.ledger import StoryRow
from servanda.stories import clean
from servanda.views.queries.pledge import Terms, terms_of
from servanda.views.queries.story import story_view
from servanda.views.web.api import shapes
from servanda.views.web.api.operation import Call, Operations
from servanda.views.web.api.shapes import (
    Asking,
    CitationShape,
    Day,
    EventShape,
    FigureShape,
    Line,
    PledgeShape,
    Shape,
    TermsShape,
)  # fmt: skip

OPERATIONS = Operations("Stories")
LARGEST = 12_000_000
"""Bytes of a body that brings a story: two million characters of Russian, and as much again for JSON."""
ONE_AT_A_TIME = Lock()
"""Reading takes all of a core for a moment: several at once would only wait for each other."""


class Given(Asking):
    """A story as its source gives it."""

    text: str = Field(min_length=1, description="The text, or the page where `form` is html.")
    form: Literal["text", "html"] = "text"
    id: Line | None = Field(None, description="The address where left out, else one made from the text.")
    date: Day | None = Field(None, description="Day of publication, where the text itself names none.")
    source: Line | None = Field(None, description="The outlet's host or name.")
    title: Line | None = None
    url: str | None = Field(None, max_length=2000, pattern="^https?://")


class ImprintShape(Shape):
    """Who publishes, as the page itself says."""

    outlet: str | None
    registration: str | None
    authority: str | None
    founder: str | None
    editor: str | None
    age_mark: str | None
    copyright_years: str | None
    copyright_holder: str | None


class CodedEvent(Shape):
    """An event with the slots of the codebook; evidence as exact parts of the text."""

    kind: str
    stage: str
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


class CodedFigure(FigureShape):
    """A figure with the slots of the codebook; evidence as exact parts of the text."""

    evidence: tuple[str, ...]


class ReadingShape(Shape):
    """What a story holds: the events and figures that were coded from it, and what its page says of its outlet."""

    id: str
    title: str | None
    date: str | None
    source: str | None
    url: str | None
    citation: CitationShape
    imprint: ImprintShape
    terms: TermsShape
    events: tuple[CodedEvent, ...]
    figures: tuple[CodedFigure, ...]


class EnteredShape(Shape):
    """What entering a story did. `unchanged`: the register held it as it is; `changed`: an older text gave way."""

    story: str
    state: Literal["new", "changed", "unchanged"]
    version: int
    events: tuple[str, ...]
    pledges: tuple[str, ...]
    reprint_of: str | None


class StoryLine(Shape):
    """A story in a list."""

    id: str
    date: str | None
    source: str | None
    url: str | None
    title: str | None
    outlet: str | None
    reprint_of: str | None
    citation: CitationShape


class Stories(Shape):
    """Stories, the newest first."""

    items: tuple[StoryLine, ...]


class StoryShape(Shape):
    """A story of the register, its events as people corrected them; of a reprint, `original` is the first."""

    id: str
    title: str | None
    date: str | None
    source: str | None
    url: str | None
    version: int
    entered: str
    text: str
    citation: CitationShape
    terms: TermsShape
    events: tuple[EventShape, ...]
    rejected: tuple[str, ...]
    """The ids of its events of which a person said that they are none."""
    figures: tuple[CodedFigure, ...]
    original: StoryLine | None
    reprints: tuple[StoryLine, ...]


class EarlierShape(Shape):
    """An earlier pledge, and the event of it to cite."""

    pledge: PledgeShape
    event: EventShape
    score: float


class BackgroundShape(Shape):
    """What the same parties promised and did before: the most telling first, and as a paragraph (Markdown)."""

    items: tuple[EarlierShape, ...]
    paragraph: str


class Searching(Asking):
    """Words that a story holds, in any form."""

    text: Line
    limit: shapes.Limit = 50


class Most(Asking):
    """How many earlier pledges at most."""

    limit: int = Field(5, ge=1, le=20)


@OPERATIONS.add(
    "POST", "/readings", "reader", ReadingShape, "Reads a story and tells what it holds; nothing is stored.",
    body=Given, most=LARGEST,
)  # fmt: skip
def read_only(call: Call[None, Given]) -> Any:
    found = _read(call)
    story, coding = found.story, found.coding
    imprint = ImprintShape.model_validate(story.imprint)
    return ReadingShape(
        id=story.id,
        title=story.title,
        date=story.date,
        source=story.source,
        url=story.url,
        citation=_cited(story, terms_of(call.desk.register), call),
        imprint=imprint,
        terms=TermsShape.model_validate(story.terms),
        events=tuple(CodedEvent(**one.record(story.text), sure=one.sure) for one in coding.events),
        figures=tuple(CodedFigure(**one.record(story.text)) for one in coding.figures),
    )


@OPERATIONS.add(
    "POST", "/stories", "editor", EnteredShape, "Reads a story and enters it; once is enough.",
    body=Given, status=201, most=LARGEST,
)  # fmt: skip
def enter_story(call: Call[None, Given]) -> Any:
    found = _read(call)
    return EnteredShape.model_validate(call.desk.register.enter(found.story, found.coding))


def _read(call: Call[None, Given]) -> Reading:
    """Read what was given. Raises InputError for what is no story."""
    given = call.body
    item = RawItem(
        where=given.id or given.url or "text", content=given.text, kind=given.form, id=given.id or given.url,
        date=given.date, source=given.source, url=given.url, title=given.title,
    )  # fmt: skip
    story = clean(item)
    with ONE_AT_A_TIME:
        return read_story(story if item.id else _named(story))


def _named(story: Story) -> Story:
    """A story without an id or address gets one from its text, so that entering it again changes nothing."""
    import hashlib
    from dataclasses import replace

    return replace(story, id=f"text-{hashlib.sha256(story.text.encode()).hexdigest()[:16]}")


@OPERATIONS.add(
    "GET", "/stories", "reader", Stories, "Finds stories that hold all the words, in any form.", query=Searching
)
def find_stories(call: Call[Searching, None]) -> Any:
    register = call.desk.register
    with register.ledger.reading():
        terms = terms_of(register)
        rows = register.search(call.query.text, call.query.limit)
        return Stories(items=tuple(_line(row, terms, call) for row in rows))


def _line(row: StoryRow, terms: Terms, call: Call[Any, Any]) -> StoryLine:
    about = {name: getattr(row, name) for name in StoryLine.model_fields if name != "citation"}
    return StoryLine(**about, citation=_cited(row, terms, call))


def _cited(told: Story | StoryRow, terms: Terms, call: Call[Any, Any]) -> CitationShape:
    if isinstance(told, StoryRow):
        return shapes.citation(told, terms(told.source), call.desk.language)
    from servanda.views.cite import cite

    made = cite(told, language=call.desk.language)
    return CitationShape(
        outlet=made.outlet, title=made.title, date=made.date, link=made.link, text=made.text(),
        lacks_link=made.lacks_link,
    )  # fmt: skip


OWN = ("id", "title", "date", "source", "url", "version", "entered", "text")


@OPERATIONS.add("GET", "/stories/{id:path}", "reader", StoryShape, "Shows a story of the register.")
def show_story(call: Call[None, None]) -> Any:
    register = call.desk.register
    with register.ledger.reading():
        row, view, terms = register.story(call.part("id")), story_view(register, call.part("id")), terms_of(register)
        return StoryShape(
            **{name: getattr(row, name) for name in OWN},
            citation=_cited(row, terms, call),
            terms=TermsShape.model_validate(view.terms),
            events=tuple(shapes.event(one.step, terms, call.desk.language) for one in view.events),
            rejected=tuple(one.step.id for one in view.events if one.rejected),
            figures=tuple(
                CodedFigure(**one.figure.record("") | {"evidence": one.sentences}) for one in view.figures
            ),
            original=_line(view.original, terms, call) if view.original else None,
            reprints=tuple(_line(one, terms, call) for one in view.reprints),
        )


@OPERATIONS.add(
    "GET", "/background/{id:path}", "reader", BackgroundShape,
    "Tells what the parties of a story promised and did before.", query=Most,
)  # fmt: skip
def show_background(call: Call[Most, None]) -> Any:
    register, language = call.desk.register, call.desk.language
    found = register.background(call.part("id"), call.query.limit)
    with register.ledger.reading():
        terms = terms_of(register)
        items = tuple(
            EarlierShape(
                pledge=shapes.pledge(one.pledge, terms, language),
                event=shapes.event(one.step, terms, language),
                score=one.score,
            )
            for one in found.items
        )
    return BackgroundShape(items=items, paragraph=found.paragraph())
