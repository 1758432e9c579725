"""What waits for a person: pairs of events that may belong to one pledge, and events that may be none."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import islice

from servanda.model.decision import Decision, standing
from servanda.model.pledge import Step
from servanda.register.ledger import Ledger
from servanda.register.match import Link

CERTAIN = 0.6
"""Events of which the coder was less certain than this wait for review."""


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


@dataclass(frozen=True, slots=True)
class Unsure:
    """An event of which the coder was not certain that it is one, `sure` being its certainty, and its pledge."""

    event: Step
    sure: float
    pledge: str


@dataclass(frozen=True, slots=True)
class Count:
    """How many questions are `open`, on how many people decided (and did not take it back), how many open are left."""

    open: int
    decided: int
    left: int


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the review has come."""

    pairs: Count
    events: Count


def review(ledger: Ledger, limit: int = 50, left: Collection[str] = ()) -> list[Doubt]:
    """The pairs on which nobody has decided, the likeliest first; those whose later event is `left` are passed over."""
    decided = _decided_pairs(_held(ledger))
    waiting = (link for link in ledger.doubts() if _pair(link) not in decided and link.event not in left)
    links = list(islice(waiting, limit))
    events = [id for link in links for id in _pair(link)]
    pledges, steps = ledger.pledges_of(events), {step.id: step for step in ledger.steps(events)}
    return [
        Doubt(
            event=steps[link.event],
            other=steps[link.maybe or ""],
            why=link.maybe_why or "",
            score=link.maybe_score,
            pledge=pledges[link.event],
            other_pledge=pledges[link.maybe or ""],
        )
        for link in links
    ]


def unsure(ledger: Ledger, limit: int = 50, left: Collection[str] = ()) -> list[Unsure]:
    """The doubtful events on which nobody has decided, the least certain first; but for those of reprints."""
    decided = _decided_events(_held(ledger))
    rows = list(islice((row for row in ledger.unsure() if row[0] not in decided and row[0] not in left), limit))
    ids = [event for event, _ in rows]
    pledges, steps = ledger.pledges_of(ids), {step.id: step for step in ledger.steps(ids)}
    return [Unsure(steps[event], sure, pledges[event]) for event, sure in rows]


def progress(ledger: Ledger, left: Collection[str] = ()) -> Progress:
    """How far the review has come."""
    held = _held(ledger)
    pairs, events = _decided_pairs(held), _decided_events(held)
    answered = [link for link in _apart(ledger, {id for pair in pairs for id in pair}) if _pair(link) in pairs]
    skipped = [link for link in _apart(ledger, set(left)) if _pair(link) not in pairs]
    return Progress(
        pairs=Count(ledger.count_doubts() - len(answered), len(pairs), len(skipped)),
        events=Count(
            ledger.count_unsure() - ledger.count_unsure(events),
            len(events),
            ledger.count_unsure({*left} - events),
        ),
    )


def _apart(ledger: Ledger, events: Collection[str]) -> list[Link]:
    """The links of events to what they may go on from, where that stands in another pledge."""
    links = [link for link in ledger.links(events).values() if link.maybe]
    pledges = ledger.pledges_of({id for link in links for id in _pair(link)})
    return [link for link in links if pledges.get(link.event) != pledges.get(link.maybe or "")]


def _pair(link: Link) -> frozenset[str]:
    return frozenset((link.event, link.maybe or ""))


def _held(ledger: Ledger) -> tuple[Decision, ...]:
    return standing(ledger.decisions())


def _decided_pairs(decisions: Iterable[Decision]) -> set[frozenset[str]]:
    """The pairs that people joined or kept apart."""
    about = ("confirm", "reject", "join", "split")
    return {frozenset((one.subject, one.other)) for one in decisions if one.other and one.verb in about}


def _decided_events(decisions: Iterable[Decision]) -> set[str]:
    """The events that people confirmed, rejected or corrected."""
    about = ("confirm", "reject", "correct")
    return {one.subject for one in decisions if one.verb in about and not one.other}
