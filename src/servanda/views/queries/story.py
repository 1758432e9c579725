"""One story with all that its page shows: the text with its marks, what was coded from it, its imprint and history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import cast

from sqlalchemy import select

from servanda.errors import InputError, NotFound
from servanda.model.decision import Decision
from servanda.model.event import Event, Figure
from servanda.model.pledge import Pledge, Step
from servanda.model.span import Span
from servanda.model.story import Imprint, RawItem, ReprintTerms, Story
from servanda.pipeline import Reading
from servanda.register.ledger import StoryRow
from servanda.register.register import Register
from servanda.register.shape import event_ids, read_figure
from servanda.store import schema
from servanda.store.ledger import SqlLedger
from servanda.store.outlets import asked
from servanda.views.queries.excerpt import Mark, Passage, pieces
from servanda.views.queries.pledge import corrected, rejections
from servanda.views.queries.versions import Change, changes


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event of the story, its number in it, and where it stands in the register; None where it is not entered.

    `rejected`: the decision by which it is no event.
    """

    number: int
    step: Step
    pledge: Pledge | None = None
    rejected: Decision | None = None


@dataclass(frozen=True, slots=True)
class Measured:
    """A figure of the story and its number, counted after the events."""

    number: int
    figure: Figure
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text with what is marked in it; `own`: it is the story, and not the page around it."""

    passage: Passage
    own: bool
    heading: bool = False


@dataclass(frozen=True, slots=True)
class StoryView:
    """A story as it stands. `versions` tell what changed, the newest first; `reprints` carry the same text."""

    story: Story
    terms: ReprintTerms
    lines: tuple[Line, ...]
    events: tuple[Recorded, ...]
    figures: tuple[Measured, ...]
    version: int = 1
    entered: str | None = None
    versions: tuple[Change, ...] = ()
    original: StoryRow | None = None
    reprints: tuple[StoryRow, ...] = ()


def story_view(register: Register, id: str) -> StoryView:
    """A story of the register, its events as people corrected them. Raises NotFound."""
    ledger = cast(SqlLedger, register.ledger)
    with ledger.reading():
        row = ledger.story(id)
        if row is None:
            raise NotFound(f"no story {id}")
        story = _story(row)
        events = _events(register, row)
        figures = _figures(ledger, id)
        twins = ledger.stories(ledger.reprints(row.reprint_of or id) - {id})
        return StoryView(
            story=story,
            terms=asked(ledger, row.source).terms,
            lines=_lines(story, [recorded.step.event for recorded in events], figures),
            events=events,
            figures=figures,
            version=row.version,
            entered=row.entered,
            versions=changes(row, ledger.versions(id), ledger.events_of([id])),
            original=ledger.story(row.reprint_of) if row.reprint_of else None,
            reprints=tuple(sorted(twins.values(), key=lambda twin: (twin.date or "9999", twin.id))),
        )


def reading_view(register: Register, reading: Reading) -> StoryView:
    """What was read of a story that is not entered; its events have the ids that they would be entered under."""
    story, coding = reading.story, reading.coding
    steps = [
        Step(
            id=id,
            story=story.id,
            date=story.date,
            event=event,
            sentences=tuple(span.of(story.text) for span in event.evidence),
            source=story.source,
            url=story.url,
            title=story.title,
            outlet=story.imprint.outlet,
        )
        for id, event in zip(event_ids(story.id, coding.events), coding.events, strict=True)
    ]
    events = tuple(Recorded(number, step) for number, step in enumerate(steps, 1))
    figures = tuple(
        Measured(number, figure, tuple(span.of(story.text) for span in figure.evidence))
        for number, figure in enumerate(coding.figures, len(events) + 1)
    )
    held = asked(cast(SqlLedger, register.ledger), story.source).terms
    return StoryView(story, _over(held, story.terms), _lines(story, coding.events, figures), events, figures)


def _over(held: ReprintTerms, own: ReprintTerms) -> ReprintTerms:
    """What the text itself states, else what the register knows of its outlet."""
    return replace(held, **{slot: value for slot in own.__slots__ if (value := getattr(own, slot)) is not None})


def _story(row: StoryRow) -> Story:
    """The row as a story, with the imprint and the lines around it that its text holds."""
    from servanda.stories import clean

    raw = RawItem(row.id, row.text, id=row.id, date=row.date, source=row.source, url=row.url, title=row.title)
    try:
        read = clean(raw, any_language=True)
    except InputError:
        read = Story(row.id, row.text, row.text, (Span(0, len(row.text)),))
    imprint = replace(read.imprint, outlet=row.outlet or read.imprint.outlet)
    return replace(read, title=row.title, date=row.date, source=row.source, url=row.url, imprint=imprint)


def _events(register: Register, row: StoryRow) -> tuple[Recorded, ...]:
    ledger = register.ledger
    held = ledger.events_of([row.id])
    ids = [one.id for one in held]
    decisions = ledger.decisions(ids)
    steps = {step.id: step for step in ledger.steps(ids)}
    threads = ledger.pledges_of(ids)
    pledges = {one.id: one for one in register.among(sorted(set(threads.values())))}
    found = []
    for number, id in enumerate(ids, 1):
        rejected = next(iter(rejections(decisions, id)), None)
        found.append(Recorded(number, corrected(steps[id], decisions), pledges.get(threads.get(id, "")), rejected))
    return tuple(found)


def _figures(ledger: SqlLedger, story: str) -> tuple[Measured, ...]:
    table = schema.figures
    before = len(ledger.events_of([story]))
    query = select(table.c.record).where(table.c.story == story).order_by(table.c.number)
    rows = [read_figure(line) for line in ledger.connection.execute(query).scalars()]
    return tuple(Measured(number, figure, told) for number, (figure, told) in enumerate(rows, before + 1))


def _lines(story: Story, events: Sequence[Event], figures: Sequence[Measured]) -> tuple[Line, ...]:
    """The lines of the text that hold anything, each cut at the marks that begin or end in it.

    A mark is labelled with the number of its event or figure and its own among those of that: `3-1`.
    """
    told = [(number, event.evidence) for number, event in enumerate(events, 1)]
    told += [(measured.number, measured.figure.evidence) for measured in figures]
    marks = [
        Mark(span.start, span.end, f"{number}-{at}") for number, spans in told for at, span in enumerate(spans, 1)
    ]
    found, at = [], 0
    for line in story.text.splitlines(keepends=True):
        start, end = at, at + len(line.rstrip())
        at += len(line)
        if line.strip():
            whole = Span(start, end)
            passage = Passage(pieces(story.text, marks, start, end))
            own = any(span.overlaps(whole) for span in story.body)
            found.append(Line(passage, own, bool(story.headline and story.headline.overlaps(whole))))
    return tuple(found)


def imprint_rows(imprint: Imprint) -> tuple[tuple[str, str], ...]:
    """What an imprint says, slot by slot, without what it does not say."""
    copyright = " ".join(filter(None, (imprint.copyright_years, imprint.copyright_holder))) or None
    rows = (
        ("outlet", imprint.outlet), ("registration", imprint.registration), ("authority", imprint.authority),
        ("founder", imprint.founder), ("editor", imprint.editor), ("age mark", imprint.age_mark),
        ("copyright", copyright),
    )  # fmt: skip
    return tuple((name, value) for name, value in rows if value)

