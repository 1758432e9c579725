"""What waits for review, each question with the sentences around those in doubt."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

from servanda.model.pledge import Pledge, Step
from servanda.model.span import Span
from servanda.model.story import ReprintTerms
from servanda.register.register import Register
from servanda.register.reviewing import Progress
from servanda.views.queries.excerpt import Passage, excerpt
from servanda.views.queries.pledge import Terms, passages, terms_of, words

Of = Literal["pairs", "events"]
AROUND = 2
"""Sentences shown before and after those that are evidence."""


@dataclass(frozen=True, slots=True)
class Side:
    """An event in doubt in the story that tells it, with its pledge as it stands."""

    step: Step
    pledge: Pledge | None
    terms: ReprintTerms
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """What a person is asked: do two events belong to one pledge (`of` pairs), is one an event at all (`of` events).

    `sides` are in the order of time; `event` and `other` name what is decided on, `why` says what speaks for it.
    """

    of: Of
    event: str
    other: str | None
    sides: tuple[Side, ...]
    sure: float
    why: str = ""


@dataclass(frozen=True, slots=True)
class ReviewView:
    """The next question, None where nothing is left to ask, and how far the review has come."""

    of: Of
    question: Question | None
    progress: Progress


def review_view(register: Register, of: Of | None = None, skipped: Collection[str] = ()) -> ReviewView:
    """The next question that is not skipped: about pairs where `of` is None and one waits, else about events."""
    with register.ledger.reading():
        progress = register.progress(skipped)
        if of is None:
            of = "events" if progress.pairs.open == progress.pairs.left and progress.events.open else "pairs"
        return ReviewView(of, _next(register, of, skipped), progress)


def _next(register: Register, of: Of, skipped: Collection[str]) -> Question | None:
    terms = terms_of(register)
    if of == "pairs":
        for doubt in register.review(1, skipped):
            steps = sorted((doubt.event, doubt.other), key=lambda step: step.order)
            sides = tuple(_side(register, step, terms) for step in steps)
            return Question("pairs", doubt.event.id, doubt.other.id, sides, doubt.score, doubt.why)
    else:
        for one in register.unsure(1, skipped):
            return Question("events", one.event.id, None, (_side(register, one.event, terms),), one.sure)
    return None


def _side(register: Register, step: Step, terms: Terms) -> Side:
    text = register.story(step.story).text
    spans = [Span(*span) for span in step.spans]
    shown = excerpt(text, spans, words(step), AROUND) or passages(step)
    pledge = next(iter(register.among(_thread(register, step))), None)
    return Side(_with(step, pledge), pledge, terms(step.source), shown)


def _with(step: Step, pledge: Pledge | None) -> Step:
    """The step as people corrected it."""
    return next((one for one in pledge.steps if one.id == step.id), step) if pledge else step


def _thread(register: Register, step: Step) -> Sequence[str]:
    return list(register.ledger.pledges_of([step.id]).values())
