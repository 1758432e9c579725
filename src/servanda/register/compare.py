"""Do two events belong to one undertaking? One rule a kind, each with its reason in words."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal, NamedTuple

from servanda.register.parties import Fit, in_its_capital, region
from servanda.register.parties import compare as compare_parties
from servanda.register.traits import LASTING, Traits
from servanda.register.words import roles

Level = Literal["join", "review", "no"]

NEAR = timedelta(days=10)
"""Two reports of an act so near are reports of one act."""
NEAR_MEETING = timedelta(days=3)
SLIP = timedelta(days=180)
"""An act that comes so long after its due date is still the one that was announced."""
RECENT = timedelta(days=120)
MEMORY = timedelta(days=730)
"""An announcement without a date is looked for so long."""
YEARLY = timedelta(days=150)
"""Two yearly gatherings lie further apart than this."""

TELLING = 0.6
"""Score of what only time can decide: of two documents, one is named and the other not."""


SEASON = timedelta(days=300)
"""A gathering that is announced without a date is expected within this time."""


class Verdict(NamedTuple):
    """What comparing an earlier with a later event says. `closes`: the earlier one ended their common undertaking."""

    level: Level
    score: float
    why: str
    closes: bool = False


NO = Verdict("no", 0.0, "")


def compare(old: Traits, new: Traits) -> Verdict:
    """Compare two events of one kind, `old` standing before `new` in time."""
    if old.kind != new.kind or old.story == new.story:
        return NO
    if _before_announced(old, new):
        return NO
    if old.kind == "gathering":
        return _gathering(old, new)
    fit = compare_parties(old.parties, new.parties)
    if fit.level in ("other", "part"):
        return NO
    if old.kind == "meeting":
        return _meeting(old, new) if fit.level == "same" else NO
    if old.kind == "connection" and len(old.parties) > 1:
        return _connection(old, new, fit)
    return _object(old, new, fit)


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
        if len(fit.coarse) > 1:
            return NO
        return Verdict("review", 0.5, f"{ends}: one report names only {', '.join(sorted(fit.coarse))}")
    if old.sort != new.sort and sort not in ("air", "rail", "bus"):
        return Verdict("review", 0.6, f"{ends}: only one report says what sort of way it is")
    if built and bool(old.words) != bool(new.words):
        return Verdict("review", 0.6, f"{ends}: only one report names it")
    return Verdict("join", 1.0 if old.parties == new.parties else 0.95, f"the same way, {ends}")


def _object(old: Traits, new: Traits, fit: Fit) -> Verdict:
    """Agreements, projects, supplies, aid, exchanges, cooperation: the object by its sort and words, then time."""
    level, score, why = _same_object(old, new)
    if fit.level == "coarse" and not _seated(old, fit):
        if level == "no" or not (old.words & new.words) or len(fit.coarse) > 1:
            return NO
        level, score, why = "review", 0.4, f"{why}, but {', '.join(sorted(fit.coarse))} may stand for another region"
    if len(old.parties) < 2 and level == "join" and len(old.words & new.words) < 2:
        level = "review"
    if level == "no":
        return NO
    return _in_time(old, new, Verdict(level, score, why))


def _seated(event: Traits, fit: Fit) -> bool:
    """An office in the capital is the office in the country."""
    one = f"{event.kind}:{event.sort}" in roles().enough
    return one and all(in_its_capital(country, fit.joined) for country in fit.coarse)


def _same_object(old: Traits, new: Traits) -> tuple[Level, float, str]:
    """Compare the objects: by the sort where the parties have one of it, else by words; empty words tell little."""
    if (old.sort and new.sort and old.sort != new.sort) or (old.names and new.names and not old.names & new.names):
        return "no", 0.0, ""
    if old.sort == new.sort and f"{old.kind}:{old.sort}" in roles().enough:
        return "join", 0.9, f"the same parties and sort of undertaking, {old.sort}"
    general = old.kind == "cooperation"
    left = old.words | old.fields if general else old.words
    right = new.words | new.fields if general else new.words
    common = left & right
    if common:
        return _alike(common, left, right)
    if (left and right) or old.sort != new.sort:
        return "no", 0.0, ""
    if not left and not right:
        return _bare(old)
    if old.sort is None or (old.fields and new.fields and not old.fields & new.fields):
        return "no", 0.0, ""
    telling = 0.4 if old.names or new.names or old.kind != "agreement" else TELLING
    return "review", telling, "the same parties and sort, named by one report only"


def _alike(common: frozenset[str], left: frozenset[str], right: frozenset[str]) -> tuple[Level, float, str]:
    share, said = _share(left, right), f"the same parties, {', '.join(sorted(common))}"
    if share > 0.5:
        return "join", 0.8 + 0.2 * len(common) / max(len(left), len(right)), said
    return ("review", 0.5 * share, said) if share >= 0.34 else ("no", 0.0, "")


def _share(left: frozenset[str], right: frozenset[str]) -> float:
    """Common words by those of the shorter side: 1 where one only says more than the other."""
    return len(left & right) / min(len(left), len(right)) if left and right else 0.0


def _bare(event: Traits) -> tuple[Level, float, str]:
    if event.sort is None:
        return ("join", 0.75, "the same parties, in general") if event.kind == "cooperation" else ("no", 0.0, "")
    return ("join" if event.kind == "agreement" else "review"), 0.8, f"the same parties and sort, {event.sort}"


def _in_time(old: Traits, new: Traits, verdict: Verdict) -> Verdict:
    """Lasting things have one thread. Of others, what was announced comes soon after, and what is done is closed."""
    if old.kind in ("connection", "project", "cooperation"):
        return verdict
    if old.closes:
        apart = _apart(old, new)
        if apart is not None and apart <= NEAR and not _later_announced(old, new):
            return verdict
        return Verdict("no", 0.0, "", closes=verdict.level == "join")
    gap = _told_apart(old, new)
    apart = _apart(old, new)
    if apart is not None and old.low and old.high and old.stage not in ("stopped", "refused"):
        fits = apart <= (MEMORY if old.words & new.words else SLIP) or (
            new.ahead and new.low is not None and old.high < new.low
        )
        if apart == timedelta() and verdict.level == "review" and verdict.score == TELLING:
            return Verdict("join", 0.7, f"{verdict.why}, at the time announced")
        if not fits:
            return verdict._replace(level="review", score=verdict.score / 2) if verdict.level == "join" else NO
    if gap is None or gap > MEMORY:
        return verdict._replace(level="review", score=verdict.score / 2) if verdict.level == "join" else NO
    if verdict.level == "review" and verdict.score == TELLING and gap <= RECENT:
        return Verdict("join", 0.7, f"{verdict.why}, told soon after")
    return verdict


def _meeting(old: Traits, new: Traits) -> Verdict:
    """A meeting is known by its day and its people."""
    people = old.people & new.people
    strangers = bool(old.people and new.people and not people)
    if old.spot and new.spot and not old.spot & new.spot and not people:
        return NO
    apart = _apart(old, new)
    exact = _exact(old) or _exact(new)
    if apart is not None and apart <= NEAR_MEETING and exact:
        if not strangers:
            return Verdict("join", 0.95 if people else 0.8, f"one meeting: {_who(people)}the same days")
        return Verdict("review", 0.4, "the same parties and days, other people")
    if old.closes and (new.closes or _later_announced(old, new)):
        return Verdict("no", 0.0, "", closes=bool(people))
    if strangers:
        return NO
    if apart == timedelta():
        return Verdict("join" if people else "review", 0.8 if people else 0.5, f"{_who(people)}the time announced")
    gap = _told_apart(old, new)
    if apart is None and gap is not None and gap <= timedelta(days=30):
        return Verdict("join" if people else "review", 0.75 if people else 0.45, f"{_who(people)}told soon after")
    if apart is not None and apart <= timedelta(days=60) and people and not old.closes:
        return Verdict("review", 0.4, f"{_who(people)}another day")
    return NO


def _who(people: frozenset[str]) -> str:
    return f"{', '.join(sorted(name.capitalize() for name in people))}, " if people else ""


def _gathering(old: Traits, new: Traits) -> Verdict:
    """A gathering is known by its name and number; without a number, by its name and the season it falls in."""
    if old.number and new.number and old.number != new.number:
        return NO
    if old.sort and new.sort and old.sort != new.sort:
        return NO
    common = old.words & new.words
    share = _share(old.words, new.words)
    fit = compare_parties(frozenset(map(region, old.parties)), frozenset(map(region, new.parties)))
    parties = fit.level in ("same", "coarse", "part")
    if (old.words and new.words and share <= 0.5) or (not parties and share <= 0.5):
        return NO
    if old.spot and new.spot and not old.spot & new.spot and not (old.number and old.number == new.number):
        return NO
    numbered = old.number is not None and old.number == new.number
    named = numbered or share > 0.5
    what = f"the same name: {', '.join(sorted(common))}" if common else "the same sort of gathering"
    if numbered and (share > 0.5 or parties):
        return Verdict("join", 1.0, f"{what}, number {old.number}")
    apart = _apart(old, new)
    if old.closes and (apart is None or apart > NEAR or _later_announced(old, new)):
        return Verdict("no", 0.0, "", closes=named)
    if not (apart <= YEARLY if apart is not None else _one_season(old, new)):
        return NO
    if named and (parties or len(common) > 1):
        return Verdict("join", 0.9, f"{what}, the same season")
    if named or (apart is not None and apart <= NEAR and bool(old.spot & new.spot)):
        return Verdict("review", 0.5, f"{what}, the same season")
    return NO


def _one_season(old: Traits, new: Traits) -> bool:
    """Of a gathering without a date no more is known than that it is ahead, and not far."""
    first, start = old.low or old.day, new.low or new.day
    if not first or not start:
        return False
    end, last = old.high or first + SEASON, new.high or start + SEASON
    return max(first, start) - min(end, last) <= RECENT / 2


def _exact(event: Traits) -> bool:
    return bool(event.low and event.high and event.high - event.low <= timedelta(days=8))


def _apart(old: Traits, new: Traits) -> timedelta | None:
    """Time between the days that both acts can have: none where they meet; None where one says nothing."""
    if not (old.low and old.high and new.low and new.high):
        return None
    gap: timedelta = max(old.low, new.low) - min(old.high, new.high)
    return max(gap, timedelta())


def _told_apart(old: Traits, new: Traits) -> timedelta | None:
    return new.day - old.day if old.day and new.day else None


def _before_announced(old: Traits, new: Traits) -> bool:
    """What had taken place, once for all, before the earlier story looked ahead is not what that story looked to."""
    over = new.high if new.stage in ("done", "underway") and new.kind not in LASTING else None
    return bool(old.ahead and old.day and over and over < old.day - NEAR)


def _later_announced(old: Traits, new: Traits) -> bool:
    """`new` looks ahead from a day on which `old` had already taken place."""
    if not new.ahead or not new.day:
        return False
    ended: date | None = old.high
    return ended is None or (new.low or new.day) > ended + NEAR or (new.low is None and new.day > ended)
