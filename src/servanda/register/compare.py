"""Do two events belong to one undertaking? One rule a kind, each with its reason in words."""

from __future__ import annotations

from servanda.register.objects import compare_objects
from servanda.register.occasions import compare_gatherings, compare_meetings
from servanda.register.parties import Fit
from servanda.register.parties import compare as compare_parties
from servanda.register.timing import before_announced
from servanda.register.traits import Traits
from servanda.register.twice import told_twice
from servanda.register.verdict import NO, Verdict
from servanda.register.words import roles

VEHICLES = ("air", "rail", "bus")
"""What «direct service between two towns» can mean; whoever says no more means the usual one."""


def compare(old: Traits, new: Traits) -> Verdict:
    """Compare two events of one kind, `old` standing before `new` in time.

    What is near-certain by what the two say is for a person to see where the reader doubted that they say it.
    """
    verdict = _compared(old, new)
    doubt = _doubt(old, new) if verdict.level == "join" else None
    if doubt is None:
        return verdict
    return verdict._replace(level="review", score=verdict.score / 2, why=f"{verdict.why}; {doubt}")


def _doubt(old: Traits, new: Traits) -> str | None:
    if not (old.sure and new.sure):
        return "one of them was read with doubt"
    for event in (old, new):
        if event.kind == "connection" and event.loose:
            return f"one report does not name {', '.join(sorted(event.loose))} as an end of it"
    return None


def _compared(old: Traits, new: Traits) -> Verdict:
    if old.kind != new.kind or before_announced(old, new):
        return NO
    if old.story == new.story and not _one_way(old, new):
        return told_twice(old, new)
    if old.kind == "gathering":
        return compare_gatherings(old, new)
    fit = compare_parties(old.parties, new.parties)
    if fit.level in ("other", "part"):
        return NO
    if old.kind == "meeting":
        return compare_meetings(old, new) if fit.level == "same" else NO
    if old.kind == "connection" and len(old.parties) > 1:
        return _connection(old, new, fit)
    return compare_objects(old, new, fit)


def _one_way(old: Traits, new: Traits) -> bool:
    """One story can tell of a way twice, as agreed on and as to be opened."""
    ways = old.kind == "connection" and f"connection:{old.sort}" not in roles().built
    return ways and old.sort == new.sort and old.parties == new.parties and len(old.parties) > 1


def alike(one: Traits, other: Traits) -> float:
    """How much of two events is the same, 0 to 1: for finding an event of a text in its reprint."""
    if one.kind != other.kind:
        return 0.0
    parties = len(one.parties & other.parties) / max(1, len(one.parties | other.parties))
    words = len(one.words & other.words) / max(1, len(one.words | other.words))
    return 0.4 * parties + 0.3 * words + 0.15 * (one.stage == other.stage) + 0.15 * (one.low == other.low)


def _connection(old: Traits, new: Traits, fit: Fit) -> Verdict:
    """The ends of the way are its name: the carrier and the wording may change, the undertaking does not."""
    if old.sort and new.sort and old.sort != new.sort:
        return NO
    sort = old.sort or new.sort
    built = f"connection:{sort}" in roles().built
    if built and old.words and new.words and not old.words & new.words:
        return NO
    ends = " — ".join(sorted(fit.joined))
    if fit.level == "coarse":
        country = ", ".join(sorted(fit.coarse))
        return Verdict("review", 0.5, f"{ends}: one report names only {country}") if len(fit.coarse) == 1 else NO
    if old.sort != new.sort and sort not in VEHICLES:
        return Verdict("review", 0.6, f"{ends}: only one report says what sort of way it is")
    towns = old.parties == new.parties and all("/" in code for code in old.parties)
    if built and bool(old.words) != bool(new.words) and not towns:
        return Verdict("review", 0.6, f"{ends}: only one report names it")
    return Verdict("join", 1.0 if old.parties == new.parties else 0.95, f"the same way, {ends}")
