"""Threading: each event finds the earlier event that it goes on from.

The link of an event hangs only on the events before it in time, so a register holds the same threads in whatever
order its stories were entered, and what was known on a past day can be told exactly.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from servanda.register.compare import compare
from servanda.register.traits import Traits

WINDOW = 32
"""Earlier events looked at under one mark, the newest first."""


@dataclass(frozen=True, slots=True)
class Link:
    """What threading found for one event: `to` is near-certain; `maybe` is for a person to say."""

    event: str
    to: str | None = None
    why: str | None = None
    score: float = 0.0
    maybe: str | None = None
    maybe_why: str | None = None
    maybe_score: float = 0.0


def choose(event: Traits, earlier: Iterable[Traits]) -> Link:
    """Choose among the earlier events found by index: the surest, of equals the newest.

    Going back in time stops where the same undertaking was finished.
    """
    best = maybe = None
    for old in sorted(earlier, key=lambda traits: traits.place, reverse=True):
        verdict = compare(old, event)
        if verdict.closes:
            break
        if verdict.level == "join" and (best is None or verdict.score > best[1].score):
            best = (old, verdict)
        elif verdict.level == "review" and (maybe is None or verdict.score > maybe[1].score):
            maybe = (old, verdict)
    if best:
        return Link(event.step, best[0].step, best[1].why, best[1].score)
    if maybe:
        return Link(event.step, maybe=maybe[0].step, maybe_why=maybe[1].why, maybe_score=maybe[1].score)
    return Link(event.step)
