"""What waits for a person: pairs of events that may belong to one pledge."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from servanda.model.decision import standing
from servanda.model.pledge import Step
from servanda.register.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two events that may belong to one pledge, each with its sentences, and why the program is not sure."""

    event: Step
    other: Step
    why: str
    score: float
    """0 to 1: how far the program would have gone by itself."""
    pledge: str
    other_pledge: str


def review(ledger: Ledger, limit: int = 50) -> list[Doubt]:
    """The pairs on which nobody has decided, the likeliest first."""
    found: list[Doubt] = []
    for doubt in _open(ledger):
        found.append(doubt)
        if len(found) == limit:
            break
    return found


def _open(ledger: Ledger) -> Iterator[Doubt]:
    decided = {
        frozenset((decision.subject, decision.other)) for decision in standing(ledger.decisions()) if decision.other
    }
    for link in ledger.doubts():
        if link.maybe is None or frozenset((link.event, link.maybe)) in decided:
            continue
        pledges = ledger.pledges_of([link.event, link.maybe])
        steps = {step.id: step for step in ledger.steps([link.event, link.maybe])}
        if len(steps) == 2 and pledges[link.event] != pledges[link.maybe]:
            yield Doubt(
                event=steps[link.event],
                other=steps[link.maybe],
                why=link.maybe_why or "",
                score=link.maybe_score,
                pledge=pledges[link.event],
                other_pledge=pledges[link.maybe],
            )
