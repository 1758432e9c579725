"""Agreements that are to be signed at a gathering: where the gathering moves, so does their due date."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from servanda.model.decision import Decision, standing
from servanda.model.pledge import Step
from servanda.register.ledger import Ledger
from servanda.register.pledges import corrected
from servanda.register.summaries import grouped
from servanda.register.traits import Traits, traits
from servanda.register.verdict import share

Threads = Mapping[str, Sequence[Step]]


def hosts(ledger: Ledger, threads: Threads, decisions: Mapping[str, Sequence[Decision]]) -> dict[str, tuple[Step, ...]]:
    """By pledge, the steps of the gatherings at which it is to be done, as their own stories name them.

    A gathering is looked for among the events of the story that says «within»: only there is it sure which is meant.
    """
    inside = {
        id: [step for step in corrected(steps, decisions.get(id, ())) if step.event.within and not step.reprint_of]
        for id, steps in threads.items()
        if any(step.event.kind == "agreement" for step in steps)
    }
    inside = {id: steps for id, steps in inside.items() if steps}
    told: dict[str, list[Traits]] = {}
    for row in ledger.events_of({step.story for steps in inside.values() for step in steps}):
        if row.traits.kind == "gathering":
            told.setdefault(row.story, []).append(row.traits)
    meant = {id: {_meant(step, told.get(step.story, ())) for step in steps} - {None} for id, steps in inside.items()}
    pledges = ledger.pledges_of({event for events in meant.values() for event in events if event})
    found = _threads(ledger, set(pledges.values()))
    held = {id: {pledges[event] for event in events if event in pledges} for id, events in meant.items()}
    return {id: tuple(step for one in sorted(ids) for step in found.get(one, ())) for id, ids in held.items() if ids}


def _threads(ledger: Ledger, pledges: set[str]) -> dict[str, list[Step]]:
    if not pledges:
        return {}
    threads = ledger.steps_in(pledges)
    decisions = grouped(threads, standing(ledger.decisions([step.id for steps in threads.values() for step in steps])))
    return {id: corrected(steps, decisions.get(id, ())) for id, steps in threads.items()}


def _meant(step: Step, gatherings: Sequence[Traits]) -> str | None:
    """The gathering of the story that `within` names; None where none does, or two may be meant."""
    named = traits(replace(step, event=replace(step.event, kind="gathering", what=step.event.within, lemmas=())))
    fitting = [(share(named.words, one.words), one.step) for one in gatherings if _fits(named, one)]
    best = sorted(fitting, reverse=True)[:2]
    return best[0][1] if best and (len(best) == 1 or best[0][0] > best[1][0]) else None


def _fits(named: Traits, one: Traits) -> bool:
    other = (named.sort and one.sort and named.sort != one.sort) or (
        named.number and one.number and named.number != one.number
    )
    bare = not (named.words and one.words)
    return not other and (share(named.words, one.words) > 0.5 or (bare and bool(named.sort or named.words)))
