"""What a reporter needs under a new report: what the same parties promised and did before on the same subject."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from servanda.model.pledge import Pledge, Step
from servanda.register.parties import compare
from servanda.register.traits import Traits, traits

TELLING = {"overdue": 3.0, "dropped": 2.0, "postponed": 2.0, "kept": 1.5, "kept in part": 2.0, "broken": 3.0}
"""How telling a status is under a new report; all others count 1."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """One pledge of the background with the step to cite: the newest before the story.

    `basis` is the earlier step on which the pledge's status rests, where that is another story's: the promise that is
    overdue, the day on which it was kept.
    """

    pledge: Pledge
    step: Step
    score: float
    basis: Step | None = None


@dataclass(frozen=True, slots=True)
class Background:
    """Earlier pledges, newest and most telling first."""

    story: str
    items: tuple[Earlier, ...]

    def paragraph(self) -> str:
        """Russian, Markdown: each sentence as it was published, once, with its day and an active link to its source."""
        steps = [(item, step) for item in self.items for step in (item.step, item.basis) if step]
        return " ".join(dict.fromkeys(_cited(_sentence(step, item.pledge), step) for item, step in steps))


def background(
    story: str, told: str | None, events: Sequence[Traits], pledges: Iterable[Pledge], most: int = 5
) -> Background:
    """Choose among `pledges` those that a story with these events goes on from; `told` is its day."""
    found: list[Earlier] = []
    for pledge in pledges:
        before = [step for step in pledge.steps if _before(step, story, told) and step.reprint_of is None]
        if not before:
            continue
        score = max((_related(event, pledge, before) for event in events), default=0.0)
        if score > 0:
            step = before[-1]
            score *= TELLING.get(pledge.status.name, 1.0) * _fresh(step, told) * (1.0 if pledge.promised else 0.5)
            found.append(Earlier(pledge, step, round(score, 6), _basis(pledge, before)))
    found.sort(key=lambda item: (item.score, item.step.order), reverse=True)
    return Background(story, tuple(found[:most]))


def _before(step: Step, story: str, told: str | None) -> bool:
    return step.story != story and (told is None or (step.date is not None and step.date <= told))


def _related(event: Traits, pledge: Pledge, steps: Sequence[Step]) -> float:
    """The same thread counts most; else the same parties, and what of kind, words and fields is the same."""
    if any(step.id == event.step for step in pledge.steps):
        return 10.0
    old = [traits(step) for step in steps]
    fits = {compare(one.parties, event.parties).level for one in old}
    if fits <= {"other"}:
        return 0.0
    words = any(one.words & event.words for one in old)
    fields = any(one.fields & event.fields for one in old)
    same = 3.0 if "same" in fits else 1.5
    kind = pledge.kind == event.kind and event.kind not in ("meeting", "cooperation")
    return same * (2.0 * words + fields + kind)


def _fresh(step: Step, told: str | None) -> float:
    """Half as telling with every two years that it lies back."""
    if not told or not step.date:
        return 0.5
    years = (date.fromisoformat(told) - date.fromisoformat(step.date)).days / 365
    return float(0.5 ** (years / 2))


def _basis(pledge: Pledge, before: Sequence[Step]) -> Step | None:
    """The step that made the status what it is; of what is overdue, the last that named the due date."""
    status = pledge.status
    if status.name == "overdue":
        named = [step for step in before if step.event.when == status.due]
    else:
        named = [step for step in before if step.id == status.cause]
    return named[-1] if named and named[-1].story != before[-1].story else None


def _sentence(step: Step, pledge: Pledge) -> str:
    """The first sentence that is no headline, which tells less than the text below it."""
    titles = {(step.title or "").strip(" .")}
    told = [sentence for sentence in step.sentences if sentence.strip(" .") not in titles]
    return next(iter([*told, *step.sentences]), pledge.what)


def _cited(told: str, step: Step) -> str:
    sentence = " ".join(told.split()).rstrip(".")
    day = date.fromisoformat(step.date).strftime("%d.%m.%Y") if step.date else "без даты"
    name = step.outlet or step.source or step.story
    link = f"[{name}]({step.url})" if step.url else name
    return f"{sentence} ({link}, {day})."
