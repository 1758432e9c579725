"""What changed from one version of a story to the next: in its text, word by word, and in what was coded from it."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Literal

from servanda.model.event import Event
from servanda.register.ledger import EventRow, StoryRow, Version
from servanda.register.shape import SLOTS, read_event

WORDS = re.compile(r"\s+|\w+|[^\w\s]")
MOST = 4000
"""Words of a changed passage up to which it is compared word by word; longer ones are shown as a whole."""

Op = Literal["same", "gone", "come", "left out"]


@dataclass(frozen=True, slots=True)
class Run:
    """Words that stayed, went or came; `left out` stands for lines that are the same in both."""

    op: Op
    text: str = ""


@dataclass(frozen=True, slots=True)
class Differing:
    """An event that is in only one of the versions (`slots` is empty), or whose slots differ."""

    event: Event
    op: Literal["gone", "come", "changed"]
    slots: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """From the version before to `version`, entered at the time `entered` (ISO)."""

    version: int
    entered: str
    runs: tuple[Run, ...]
    events: tuple[Differing, ...]


def changes(row: StoryRow, old: Sequence[Version], events: Sequence[EventRow]) -> tuple[Change, ...]:
    """What each version of a story changed, the newest first."""
    now = {event.id: read_event(event.record)[0] for event in events}
    states = [(one.version, one.entered, one.text, _events(one.events)) for one in old]
    states.append((row.version, row.entered, row.text, now))
    found = [
        Change(version, entered, runs(before, text), differing(was, coded))
        for (_, _, before, was), (version, entered, text, coded) in pairwise(states)
    ]
    return tuple(reversed(found))


def runs(before: str, after: str) -> tuple[Run, ...]:
    """The lines that changed, word by word."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    found: list[Run] = []
    for op, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if op == "equal":
            found.append(Run("left out"))
        else:
            found += _words("".join(old[i1:i2]), "".join(new[j1:j2]))
    return tuple(found)


def _words(before: str, after: str) -> list[Run]:
    old, new = WORDS.findall(before), WORDS.findall(after)
    if len(old) + len(new) > MOST:
        return [run for run in (Run("gone", before), Run("come", after)) if run.text]
    found: list[Run] = []
    for op, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if op == "equal":
            found.append(Run("same", "".join(old[i1:i2])))
            continue
        found += [Run("gone", "".join(old[i1:i2]))] if i2 > i1 else []
        found += [Run("come", "".join(new[j1:j2]))] if j2 > j1 else []
    return found


def differing(before: dict[str, Event], after: dict[str, Event]) -> tuple[Differing, ...]:
    """Events that went, came, or hold other values; ids hang on kind, parties and object, so that these stay."""
    gone = [Differing(event, "gone") for id, event in before.items() if id not in after]
    come = [Differing(event, "come") for id, event in after.items() if id not in before]
    both = [(before[id], event) for id, event in after.items() if id in before]
    changed = [(event, _differing(was, event)) for was, event in both]
    return (*gone, *come, *(Differing(event, "changed", slots) for event, slots in changed if slots))


def _differing(one: Event, other: Event) -> tuple[str, ...]:
    return tuple(slot for slot in SLOTS if getattr(one, slot) != getattr(other, slot))


def _events(line: str) -> dict[str, Event]:
    return {id: read_event(record)[0] for id, record in json.loads(line)}
