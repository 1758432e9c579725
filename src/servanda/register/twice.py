"""What one story tells in two places of one undertaking, and the coder took for two.

The codebook makes one event of it, so that two events of one story are two undertakings: unless nothing that they say
tells them apart.
"""

from __future__ import annotations

from datetime import timedelta

from servanda.register.parties import compare
from servanda.register.timing import apart
from servanda.register.traits import LASTING, Traits
from servanda.register.verdict import NO, Verdict
from servanda.register.words import roles

WHOLE = frozenset({"project", "gathering"})
"""Kinds of which a story seldom tells two between the same parties; agreements are signed by the dozen."""
MAKING = ({"underway", "intended"}, {"underway", "agreed"})
"""Stages of one thing that is being made, and is to be ready."""


def whole(event: Traits) -> bool:
    """Whether it is of a sort of which one story tells no two between the same parties, if nothing tells them apart."""
    return event.kind in WHOLE or (event.kind == "connection" and f"connection:{event.sort}" in roles().built)


def told_twice(old: Traits, new: Traits) -> Verdict:
    """Join two events of one story that tell of one thing: one names it, the other by fewer of its words or by none."""
    if not (whole(old) and whole(new)) or compare(old.parties, new.parties).level != "same":
        return NO
    if _differ(old.sort, new.sort) or _differ(old.number, new.number):
        return NO
    silent = any(not (event.words or event.sort or event.number) for event in (old, new))
    within = old.words <= new.words or new.words <= old.words
    named = within and (old.sort == new.sort or bool(old.words and new.words))
    if not (silent or named) or not _one_time(old, new, silent):
        return NO
    common = ", ".join(sorted(old.words & new.words)) or old.sort or new.sort
    return Verdict("join", 0.9, f"told twice in one story{f': {common}' if common else ''}")


def _differ(one: object, other: object) -> bool:
    return bool(one and other) and one != other


def _one_time(old: Traits, new: Traits, silent: bool) -> bool:
    """Both look ahead, or neither does, and to the same time; of what lasts, its making is told, and its end named."""
    stages = {old.stage, new.stage}
    if old.kind in LASTING and (stages == {"underway"} or (silent and stages in MAKING)):
        return True
    if len(stages) > 1 and not (old.ahead and new.ahead and "postponed" not in stages):
        return False
    return apart(old, new) in (None, timedelta())
