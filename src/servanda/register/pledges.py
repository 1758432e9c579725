"""From a thread of steps to a pledge as people see it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from servanda.model.decision import Decision
from servanda.model.pledge import Pledge, Step
from servanda.register.life import life
from servanda.register.parties import finest, region
from servanda.register.shape import correct
from servanda.register.traits import AHEAD


def pledge(
    id: str,
    steps: Sequence[Step],
    as_of: date,
    decisions: Sequence[Decision] = (),
    hosts: Sequence[Step] = (),
    *,
    undated: bool = True,
) -> Pledge | None:
    """The pledge as it was known on the day `as_of`; None where nothing of it was known, or all of it was rejected.

    `decisions` are the standing ones on its events, in order. `hosts`: the steps of the gatherings at which it is to
    be done. `undated`: stories without a date are known by then.
    """
    known, held = (
        [step for step in given if (step.date <= as_of.isoformat() if step.date else undated)]
        for given in (corrected(steps, decisions), hosts)
    )
    if not known:
        return None
    known.sort(key=lambda step: step.order)
    status = life(known, as_of, decisions, held)
    moving = {slip.event for slip in status.slips} | {change.event for change in status.changes}
    own = [step for step in known if step.reprint_of is None] or known
    named = _named(own)
    return Pledge(
        id=id,
        what=named.event.what or named.event.kind,
        kind=named.event.kind,
        polities=_polities(named, own),
        steps=tuple(known),
        status=status,
        decisions=tuple(decisions),
        promised=any(step.event.stage in AHEAD for step in own),
        moved_by=tuple(sorted((step for step in held if step.id in moving), key=lambda step: step.order)),
    )


def corrected(steps: Sequence[Step], decisions: Sequence[Decision]) -> list[Step]:
    """The steps as people corrected them, without those that they rejected."""
    none = {decision.subject for decision in decisions if decision.verb == "reject" and not decision.other}
    return [_corrected(step, decisions) for step in steps if step.id not in none]


def _corrected(step: Step, decisions: Collection[Decision]) -> Step:
    event, slots = step.event, list(step.corrected)
    for decision in decisions:
        if decision.verb == "correct" and decision.subject == step.id and decision.slot:
            event = correct(event, decision.slot, decision.value)
            slots.append(decision.slot)
    return replace(step, event=event, corrected=tuple(dict.fromkeys(slots))) if slots else step


def _named(steps: Sequence[Step]) -> Step:
    """The step that names the pledge: its first promise, else the first that says what it is."""
    named = [step for step in steps if step.event.what] or steps
    return next((step for step in named if step.event.stage in ("intended", "agreed")), named[0])


def _polities(named: Step, steps: Sequence[Step]) -> tuple[str, ...]:
    """The parties of the step that names the pledge; a region by its city where others tell only that one."""
    told = {code for step in steps for code in step.event.polities}
    cities: dict[str, list[str]] = {}
    for code in sorted(told):
        if "/" in code:
            cities.setdefault(region(code), []).append(code)
    fine = finest(named.event.polities)
    return tuple(
        cities[code][0] if len(cities.get(code, ())) == 1 else code
        for code in dict.fromkeys(named.event.polities)
        if code in fine
    )
