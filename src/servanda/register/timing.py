"""How two events lie in time: near, apart, one before the other was announced."""

from __future__ import annotations

from datetime import timedelta

from servanda.register.traits import LASTING, Traits

HISTORY = timedelta(days=3650)
"""An act that lay so long back when the earlier story was told is no later step of that story's undertaking."""

NEAR = timedelta(days=10)
"""Two reports of an act so near are reports of one act."""


def apart(old: Traits, new: Traits) -> timedelta | None:
    """Time between the days that both acts can have: none where they meet; None where one says nothing."""
    if not (old.low and old.high and new.low and new.high):
        return None
    gap: timedelta = max(old.low, new.low) - min(old.high, new.high)
    return max(gap, timedelta())


def told_apart(old: Traits, new: Traits) -> timedelta | None:
    """Time between the two stories; None where one has no date."""
    return new.day - old.day if old.day and new.day else None


def exact(event: Traits) -> bool:
    """Whether the act's day is known, to a week."""
    return bool(event.low and event.high and event.high - event.low <= timedelta(days=8))


def before_announced(old: Traits, new: Traits) -> bool:
    """What had taken place, once for all, before the earlier story looked ahead is not what that story looked to.

    Nor is what lies years back, even of things that go on: it is told as history.
    """
    over = new.high if new.stage in ("done", "underway") and new.kind not in LASTING else None
    if old.ahead and old.day and over and over < old.day - NEAR:
        return True
    return bool(old.day and new.high and new.high < old.day - HISTORY)


def later_announced(old: Traits, new: Traits) -> bool:
    """`new` looks ahead from a day on which `old` had already taken place."""
    if not new.ahead or not new.day:
        return False
    ended = old.high
    return ended is None or (new.low or new.day) > ended + NEAR or (new.low is None and new.day > ended)


def in_common(old: Traits, new: Traits) -> frozenset[str]:
    """The people that both name, by their surnames; initials must not differ where both tell them."""
    surnames = frozenset(name for name in old.people | new.people if " " not in name)
    same = {name.partition(" ")[0] for name in old.people & new.people}
    for name in surnames:
        if any(
            name == other.partition(" ")[0] for side in (old, new) if name not in side.people for other in side.people
        ):
            same.add(name)
    return frozenset(same)


def strangers(old: Traits, new: Traits) -> bool:
    """Both name people, and none in common."""
    return bool(old.people and new.people) and not in_common(old, new)
