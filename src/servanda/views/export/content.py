"""What an export is given: pledges, figures, stories and decisions, each read once and never held together."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from servanda.model.decision import Decision
from servanda.model.event import Coding, Figure
from servanda.model.pledge import Pledge, Step
from servanda.model.story import ReprintTerms, Story
from servanda.views.cite import NO_TERMS, Citation, Language, cite


@dataclass(frozen=True, slots=True)
class Measured:
    """A figure as the register holds it, with the story that tells it and the sentences that it rests on."""

    id: str
    story: str
    date: str | None
    figure: Figure
    sentences: tuple[str, ...] = ()
    source: str | None = None
    url: str | None = None
    title: str | None = None
    outlet: str | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """A story as it was entered, with all that was coded from it."""

    story: Story
    coding: Coding


@dataclass(frozen=True, slots=True)
class Content:
    """All that one export writes. The iterables are read once, in their order, one item at a time."""

    pledges: Iterable[Pledge]
    figures: Iterable[Measured] = ()
    stories: Iterable[Told] = ()
    decisions: Iterable[Decision] = ()
    as_of: str = ""
    """The day on which the statuses hold, `YYYY-MM-DD`."""
    terms: Callable[[str | None], ReprintTerms] = field(default=lambda source: NO_TERMS)
    """The reprint terms of a source, by its name in `Step.source`."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a user can choose: `table` is that of a CSV or Parquet file, `bom` the mark that Excel wants of UTF-8."""

    language: Language = "ru"
    table: str = "events"
    bom: bool = False
    title: str = "Servanda"
    """The name of a calendar, feed or data set."""
    where: str = ""
    """The filter that chose the content, for the record of how the file was made."""
    previous: Path | None = None
    """The file that this one takes the place of: a calendar cancels the entries that are only there."""


def citation(told: Step | Measured | Story, content: Content, language: Language) -> Citation:
    """The citation of a step, a figure or a story, as its outlet's terms ask."""
    asked = content.terms(told.source)
    return cite(told, None if asked == NO_TERMS else asked, language)


def shown(pledge: Pledge) -> Step:
    """The step whose words stand for the pledge: the one that caused its status, else the last told at first hand."""
    steps = [step for step in pledge.steps if step.sentences] or list(pledge.steps)
    for step in steps:
        if step.id == pledge.status.cause:
            return step
    return next((step for step in reversed(steps) if step.reprint_of is None), steps[-1])
