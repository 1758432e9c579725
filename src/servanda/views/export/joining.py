"""Joining a register with what another one exported: its stories are entered, its decisions taken over."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from servanda.errors import InputError, RegisterError, ServandaError, UsageError
from servanda.model.decision import Decision
from servanda.register import deciding, entering
from servanda.register.register import Register
from servanda.views.export import reading
from servanda.views.export.content import Told


@dataclass(frozen=True, slots=True)
class Joined:
    """What became of one story or decision: `new`, `held` (the register has it already), or `failed` with why."""

    what: Literal["story", "decision"]
    id: str
    state: Literal["new", "held", "failed"]
    error: ServandaError | None = None


def join(register: Register, path: Path) -> Iterator[Joined]:
    """Enter what an export holds, each story in a transaction of its own; what the register has already stays as it is.

    Decisions on events that the register lacked are written down as they stood before these events come in, so that
    the threads come out as they were. Those on events that it held are taken anew and can fail where they have no
    sense here.
    """
    known = _numbers(register)
    taken = list(reading.decisions(path))
    ours = _held_subjects(register, taken)
    yield from _as_they_stood(register, [one for one in taken if not _about(one, ours)], known)
    for told in reading.told(path):
        yield _story(register, told)
    yield from _anew(register, [one for one in taken if _about(one, ours)], known)


Key = tuple[str | None, ...]


def _key(decision: Decision) -> Key:
    """By what one decision is known in two registers: all but its number and that of the one that it takes back."""
    return (
        decision.verb,
        decision.subject,
        decision.user,
        decision.time,
        decision.reason,
        decision.other,
        decision.slot,
        decision.value,
    )


def _numbers(register: Register) -> dict[Key, int]:
    with register.ledger.reading():
        return {_key(decision): decision.id for decision in register.ledger.decisions()}


def _held_subjects(register: Register, taken: Iterable[Decision | InputError]) -> set[str]:
    """The events decided on that the register holds."""
    named = {event for one in taken if isinstance(one, Decision) for event in (one.subject, one.other) if event}
    with register.ledger.reading():
        return {step.id for step in register.ledger.steps(sorted(named))} if named else set()


def _about(one: Decision | InputError, events: set[str]) -> bool:
    return isinstance(one, Decision) and (one.subject in events or (one.other or "") in events)


def _as_they_stood(
    register: Register, taken: Iterable[Decision | InputError], known: dict[Key, int]
) -> Iterator[Joined]:
    """Write decisions down without weighing them: the events that they are about come in afterwards."""
    numbers: dict[int, int] = {}
    for one in taken:
        if isinstance(one, InputError):
            yield Joined("decision", "", "failed", one)
            continue
        if held := known.get(_key(one)):
            numbers[one.id] = held
            yield Joined("decision", one.subject, "held")
            continue
        undoes = numbers.get(one.undoes) if one.undoes is not None else None
        with register.ledger.writing():
            written = register.ledger.put_decision(replace(one, id=0, undoes=undoes))
        known[_key(one)] = numbers[one.id] = written.id
        yield Joined("decision", one.subject, "new")


def _anew(register: Register, taken: Iterable[Decision | InputError], known: dict[Key, int]) -> Iterator[Joined]:
    """Take decisions over one by one, as if they were made now by whoever made them then."""
    numbers: dict[int, int] = {}
    for one in taken:
        if not isinstance(one, Decision):
            continue
        if held := known.get(_key(one)):
            numbers[one.id] = held
            yield Joined("decision", one.subject, "held")
            continue
        try:
            with register.ledger.writing():
                written = deciding.decide(register.ledger, _as_made(one, numbers))
        except (RegisterError, UsageError) as error:
            yield Joined("decision", one.subject, "failed", error)
            continue
        numbers[one.id] = written.id
        yield Joined("decision", one.subject, "new")


def _as_made(one: Decision, numbers: dict[int, int]) -> Decision:
    """The decision as a person would make it: a split names who leaves, not who stays."""
    undoes = numbers.get(one.undoes, 0) if one.undoes is not None else None
    if one.verb != "split":
        return replace(one, id=0, undoes=undoes)
    leave = [event for event in json.loads(one.value or "{}").get("leave", []) if event != one.subject]
    return replace(one, id=0, undoes=undoes, other=None, value=json.dumps(leave))


def _story(register: Register, told: Told | InputError) -> Joined:
    if isinstance(told, InputError):
        return Joined("story", "", "failed", told)
    story, ledger = told.story, register.ledger
    with ledger.writing():
        if ledger.story(story.id) or (story.url and ledger.stories_at(story.url, story.date)):
            return Joined("story", story.id, "held")
        entering.enter(ledger, story, told.coding, register.clock.stamp)
    return Joined("story", story.id, "new")
