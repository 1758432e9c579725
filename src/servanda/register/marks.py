"""The index of threading: under which marks an event is found, and under which marks it looks for its thread.

Events without a common mark are never compared, so the cost of entering an event hangs on how often its own
undertaking was told, not on how many events the register holds.
"""

from __future__ import annotations

from datetime import date, timedelta

from servanda.register.parties import lifted, region, spelled, top
from servanda.register.traits import Traits
from servanda.register.twice import whole

MOST_WORDS = 5
"""Words of an object that are indexed, the longest first: long words are rare ones."""

MEETING_AHEAD = timedelta(days=45)
"""How far ahead an announced meeting without a date is looked for."""


def marks(event: Traits) -> frozenset[str]:
    """The marks under which later events find this one."""
    own = _own(event)
    if event.kind in ("connection", "project", "agreement") and len(event.parties) == 2:
        for coarse in lifted(event.parties):
            own |= {f"^{mark}" for mark in _objects(event, spelled(coarse))}
    return frozenset(own)


def asks(event: Traits) -> frozenset[str]:
    """The marks under which it looks for earlier events."""
    wanted = _own(event)
    if event.kind in ("connection", "project", "agreement") and len(event.parties) == 2:
        for coarse in lifted(event.parties):
            wanted |= _objects(event, spelled(coarse))
        if any("-" not in code for code in event.parties):
            wanted |= {f"^{mark}" for mark in _objects(event, spelled(event.parties))}
    return frozenset(wanted)


def _own(event: Traits) -> set[str]:
    if event.kind == "meeting":
        return _months(event)
    found = _gatherings(event) if event.kind == "gathering" else _objects(event, spelled(event.parties))
    return found | {f"@{event.story}"} if whole(event) else found


def _objects(event: Traits, parties: str) -> set[str]:
    head = f"{event.kind} {parties}"
    if event.kind == "connection" and len(event.parties) > 1:
        return {head}
    found = {f"{head} {word}" for word in _longest(event)}
    if event.kind == "cooperation":
        found |= {f"{head} {name}" for name in sorted(event.fields)[:MOST_WORDS]}
    if event.sort:
        found.add(f"{head} :{event.sort}")
    return found or {f"{head} :"}


def _longest(event: Traits) -> list[str]:
    return sorted(event.words, key=lambda word: (-len(word), word))[:MOST_WORDS]


def _gatherings(event: Traits) -> set[str]:
    tops = sorted({top(code) for code in event.parties})
    head = f"gathering {event.sort or ''}"
    found = {f"{head} {word}" for word in _longest(event)}
    if len(tops) <= 3:
        found.add(f"{head} {'+'.join(tops)}")
        if event.number:
            found.add(f"{head} {'+'.join(tops)} #{event.number}")
    return found


def _months(event: Traits) -> set[str]:
    """A meeting is looked for among those of the same parties in the months in which it can lie."""
    day = event.day
    first = event.low or (day and day - timedelta(days=7))
    last = event.high or (day and day + MEETING_AHEAD)
    head = f"meeting {'+'.join(sorted({region(code) for code in event.parties}))}"
    if not first or not last:
        return {f"{head} ?"}
    return {f"{head} {month}" for month in _between(first, min(last, first + timedelta(days=100)))}


def _between(first: date, last: date) -> list[str]:
    at, found = first.replace(day=1), []
    while at <= last:
        found.append(f"{at:%Y-%m}")
        at = (at + timedelta(days=32)).replace(day=1)
    return found
