"""Comparing agreements, projects, supplies, aid, exchanges and cooperation: by what they are about, then by time."""

from __future__ import annotations

from datetime import timedelta

from servanda.knowledge.polities import table
from servanda.register.parties import Fit, in_its_capital
from servanda.register.timing import NEAR, apart, exact, in_common, later_announced, strangers, told_apart
from servanda.register.traits import LASTING, Traits
from servanda.register.verdict import NO, Verdict, share
from servanda.register.words import roles

SLIP = timedelta(days=180)
"""An act that comes so long after its due date is still the one that was announced."""
RECENT = timedelta(days=90)
MEMORY = timedelta(days=730)
"""A definite undertaking is remembered so long, one told in general words only till `RECENT`."""
COMES = frozenset({"agreement", "project", "supply", "exchange"})
"""Kinds of which something is done on the day that was named for it."""
UNNAMED = 0.6
"""Score where one report says what it is about and the other only its sort: time and people decide."""
NAMED = 0.4
"""The same where the one gives a name: only people can tell that the other means it."""


def compare_objects(old: Traits, new: Traits, fit: Fit) -> Verdict:
    """Compare what two events of the same parties are about."""
    verdict = _same(old, new)
    if fit.level == "coarse" and not _seated(old, fit):
        if not old.words & new.words or len(fit.coarse) > 1:
            return NO
        country = ", ".join(sorted(fit.coarse))
        verdict = verdict._replace(level="review", score=0.35, why=f"{verdict.why}; one report names only {country}")
    if len(old.parties) < 2 and len(old.words & new.words) < 2:
        verdict = verdict._replace(level="review")
    return _in_time(old, new, verdict) if verdict.score > 0 else NO


def _seated(event: Traits, fit: Fit) -> bool:
    """An office in the capital is the office in the country."""
    one = f"{event.kind}:{event.sort}" in roles().enough
    return one and all(in_its_capital(country, fit.joined) for country in fit.coarse)


def _same(old: Traits, new: Traits) -> Verdict:
    """By the sort where two parties have one of it, else by words; empty words tell little."""
    if (old.sort and new.sort and old.sort != new.sort) or (old.number and new.number and old.number != new.number):
        return NO
    enough = old.sort == new.sort and f"{old.kind}:{old.sort}" in roles().enough
    names = [_own_words(event) if enough else event.names for event in (old, new)]
    if all(names) and not names[0] & names[1]:
        return NO
    if enough or (old.sort and old.sort == new.sort and old.number and old.number == new.number):
        return Verdict("join", 0.9, f"the same parties and sort of undertaking, {old.sort}")
    left, right = _about(old), _about(new)
    if left & right:
        return _alike(left, right)
    if (left and right) or old.sort != new.sort:
        return NO
    if not left and not right:
        return _bare(old, new)
    if old.sort is None or (old.fields and new.fields and not old.fields & new.fields):
        return NO
    named = NAMED if old.names or new.names else UNNAMED
    return Verdict("review", named, "the same parties and sort, named by one report only")


def _own_words(event: Traits) -> frozenset[str]:
    """Its words but for names of places: offices in six countries are told of together."""
    return frozenset(word for word in event.words if word not in table().senses)


def _about(event: Traits) -> frozenset[str]:
    return event.words | event.fields if event.kind == "cooperation" else event.words


def _alike(left: frozenset[str], right: frozenset[str]) -> Verdict:
    common, part = left & right, share(left, right)
    said = f"the same parties, {', '.join(sorted(common))}"
    if part > 0.5:
        return Verdict("join", 0.8 + 0.2 * len(common) / max(len(left), len(right)), said)
    return Verdict("review", 0.5 * part, said) if part >= 0.34 else NO


def _bare(old: Traits, new: Traits) -> Verdict:
    if old.sort is None:
        general = old.kind == "cooperation"
        return Verdict("join", 0.75, "the same parties, in general") if general else NO
    said, gap = f"the same parties and sort, {old.sort}", told_apart(old, new)
    sure = old.kind == "agreement" and gap is not None and gap <= MEMORY / 2 and not strangers(old, new)
    return Verdict("join", 0.8, said) if sure else Verdict("review", UNNAMED, said)


def _in_time(old: Traits, new: Traits, verdict: Verdict) -> Verdict:
    """Lasting things have one thread. Of others, what was announced comes soon after, and what is done is closed."""
    near = apart(old, new)
    if old.closes:
        if near is not None and near <= NEAR and not later_announced(old, new):
            return _settled(old, new, verdict, meets=exact(old) and exact(new))
        return Verdict("no", 0.0, "", closes=verdict.level == "join")
    gap = told_apart(old, new)
    if old.kind not in LASTING:
        late = near is not None and near > (MEMORY if old.words & new.words else SLIP)
        moved = late and new.ahead and new.low is not None and old.high is not None and old.high < new.low
        if (late and not moved and old.stage not in ("stopped", "refused")) or gap is None or gap > MEMORY:
            return verdict._replace(level="review", score=verdict.score / 2) if verdict.level == "join" else NO
    meets = near == timedelta() and bool(old.low and new.low)
    return _settled(old, new, verdict, meets)


def _settled(old: Traits, new: Traits, verdict: Verdict, meets: bool) -> Verdict:
    """Time and people settle what one report leaves unnamed.

    What was announced in general words is taken for a definite act only where it comes at the time announced. Help
    is sent week by week, and whoever heads a region speaks of it each time: neither settles anything there.
    """
    if verdict.level != "review" or verdict.score < NAMED or old.kind == "aid" or strangers(old, new):
        return verdict
    people, gap = in_common(old, new), told_apart(old, new)
    soon = gap is not None and gap <= RECENT
    if people and (meets or (verdict.score == UNNAMED and gap is not None and gap <= MEMORY / 2)):
        return Verdict("join", 0.7, f"{verdict.why}; {', '.join(sorted(name.capitalize() for name in people))}")
    settles = (soon and old.words and old.kind not in LASTING) or (meets and not new.ahead and old.kind in COMES)
    if verdict.score == UNNAMED and settles:
        return Verdict("join", 0.65, f"{verdict.why}; told soon after, or of the same time")
    return verdict
