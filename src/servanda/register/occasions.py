"""Comparing what takes place on a day: meetings by their people, gatherings by their name, number and season."""

from __future__ import annotations

from datetime import timedelta

from servanda.register.parties import compare, region, top
from servanda.register.timing import NEAR, apart, exact, in_common, later_announced, strangers, told_apart
from servanda.register.traits import Traits
from servanda.register.verdict import NO, Verdict, share

SAME_DAYS = timedelta(days=3)
SOON = timedelta(days=30)
YEARLY = timedelta(days=150)
"""Two yearly gatherings lie further apart than this."""
SEASON = timedelta(days=210)
"""A gathering that is announced without a date is expected within this time."""


def compare_meetings(old: Traits, new: Traits) -> Verdict:
    """A meeting is known by its day and its people."""
    people = in_common(old, new)
    if old.spot and new.spot and not old.spot & new.spot and not people:
        return NO
    near = apart(old, new)
    if near is not None and near <= SAME_DAYS and (exact(old) or exact(new)):
        if strangers(old, new) or _others(old, new, people):
            return Verdict("review", 0.4, "the same parties and days, other people")
        return Verdict("join", 0.95 if people else 0.8, f"one meeting: {_who(people)}the same days")
    if old.closes and (new.closes or later_announced(old, new)):
        return Verdict("no", 0.0, "", closes=bool(people))
    if strangers(old, new):
        return NO
    if near == timedelta():
        return Verdict("join" if people else "review", 0.8 if people else 0.5, f"{_who(people)}the time announced")
    gap = told_apart(old, new)
    if near is None and gap is not None and gap <= SOON:
        return Verdict("join" if people else "review", 0.75 if people else 0.45, f"{_who(people)}told soon after")
    if people and not old.closes and (near or gap or 3 * SOON) <= 2 * SOON:
        return Verdict("review", 0.4, f"{_who(people)}another day")
    return NO


def _others(old: Traits, new: Traits, people: frozenset[str]) -> bool:
    """One person sees several in a day: each report names somebody of whom the other knows nothing."""
    left, right = ({name for name in event.people if name.partition(" ")[0] not in people} for event in (old, new))
    return bool(people and left and right)


def _who(people: frozenset[str]) -> str:
    return f"{', '.join(sorted(name.capitalize() for name in people))}, " if people else ""


def compare_gatherings(old: Traits, new: Traits) -> Verdict:
    """A gathering is known by its name and number; without a number, by its name and the season it falls in."""
    numbered = old.number is not None and old.number == new.number
    if (old.number and new.number and not numbered) or (old.sort and new.sort and old.sort != new.sort):
        return NO
    common, part = old.words & new.words, share(old.words, new.words)
    parties = _parties(old, new)
    if (old.words and new.words and part <= 0.5) or not (parties or part > 0.5):
        return NO
    if old.spot and new.spot and not old.spot & new.spot and not numbered:
        return NO
    what = f"the same name: {', '.join(sorted(common))}" if common else "the same sort of gathering"
    sure = parties or len(common) > 2 or _one_house(old, new)
    if numbered:
        sure = sure or (part > 0.5 and bool(_hosts(old, new)))
        return Verdict("join" if sure else "review", 1.0 if sure else 0.5, f"{what}, number {old.number}")
    near = apart(old, new)
    if old.closes and (near is None or near > NEAR or later_announced(old, new)):
        return Verdict("no", 0.0, "", closes=part > 0.5 and sure)
    if not (near <= YEARLY if near is not None else _one_season(old, new)):
        return NO
    if part > 0.5 and sure:
        return Verdict("join", 0.9, f"{what}, the same season")
    if part <= 0.5 and parties and in_common(old, new):
        return Verdict("join", 0.7, f"{what}, {_who(in_common(old, new))}the same season")
    if part <= 0.5 and parties and near == timedelta() and old.spot & new.spot and old.low and exact(new):
        return Verdict("join", 0.75, f"{what} in the same place, the time announced")
    return Verdict("review", 0.5 if part > 0.5 else 0.4, f"{what}, the same season")


def _parties(old: Traits, new: Traits) -> bool:
    """Reports of a gathering name few or many of those who come: the countries are the same, or some are left out."""
    left, right = {top(code) for code in old.parties}, {top(code) for code in new.parties}
    if len(left) > 1 and len(right) > 1 and compare(frozenset(left), frozenset(right)).level == "same":
        regions = [{region(code) for code in event.parties if "-" in code} for event in (old, new)]
        return not (regions[0] and regions[1]) or bool(regions[0] & regions[1])
    return compare(frozenset(map(region, old.parties)), frozenset(map(region, new.parties))).level != "other"


def _one_house(old: Traits, new: Traits) -> bool:
    """The same name in the same place, with its host in common: reports name those guests that they care for.

    Where one tells more of the name, both name the days.
    """
    named = old.words == new.words or (share(old.words, new.words) == 1 and apart(old, new) == timedelta())
    return bool(named and old.words and old.spot & new.spot and _hosts(old, new))


def _hosts(old: Traits, new: Traits) -> set[str]:
    return {region(code) for code in old.parties} & {region(code) for code in new.parties}


def _one_season(old: Traits, new: Traits) -> bool:
    """Of a gathering without a date no more is known than that it is ahead, and not far."""
    first, start = old.low or old.day, new.low or new.day
    if not first or not start:
        return False
    if not old.low and not new.low:
        return start - first <= SEASON / 2
    end, last = old.high or first + SEASON, new.high or start + SEASON
    return max(first, start) - min(end, last) <= SOON
