"""How often a route is flown: flights a week, and between which places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from servanda.coding.figures.drafts import Draft, because, is_day, told, told_times
from servanda.coding.figures.passages import MEASURES, Passage, Passages, alike, country, region
from servanda.model.event import Reason
from servanda.model.marked import Amount, TimeMention

ROUTE = re.compile(r"^[»\"\s]*[–—-][«\"\s]*$")
FROM = re.compile(r"(?:\bиз|\bот|\bаэропорт\w*)\s+(?:[а-я«\"-]+\s+){0,2}[«\"]?$")
BACK = 4
"""The ends of a route are looked for in so many sentences before."""
WEEKDAYS = re.compile(r"^по\s")


def flights(passage: Passage, passages: Passages, earlier: Sequence[Draft]) -> Iterator[Draft]:
    """The frequencies that a sentence tells, one for each route; days of the week count where no number is told."""
    told_here = [amount for amount in passage.amounts if _frequency(amount)]
    if not told_here or not _of_flights(passage, passages):
        return
    exact = [amount for amount in told_here if not _by_weekdays(passage, amount)]
    for amount in exact or told_here[:1]:
        for route, why in _routes(passage, amount, passages, len(exact) > 1):
            if len(route) > 1 and (exact or not _told_exactly(route, earlier)):
                yield _draft(passage, passages, amount, route, why)


def _told_exactly(route: tuple[str, ...], earlier: Sequence[Draft]) -> bool:
    """The story has told how often this route is flown by a number."""
    return any(
        alike(draft.polities, route) and not _by_weekdays(draft.passage, draft.amounts[0])
        for draft in earlier
        if draft.measure == "flights"
    )


def _draft(passage: Passage, passages: Passages, amount: Amount, route: tuple[str, ...], why: str) -> Draft:
    draft = Draft("flights", passage, polities=route)
    draft.add(amount)
    draft.unit = (amount.unit or "").replace("times/", "flights/")
    start, end = amount.span.start, amount.span.end
    draft.reasons += [because("amount", f"«{passage.between(start, end)}»", start, end), Reason("party", why)]
    time = _season(passage, end) or _since(passages, passage)
    if time:
        draft.period = told(time, ahead=True)
        draft.reasons.append(because("date", f"{draft.period}", time.span.start, time.span.end))
    return draft


def _season(passage: Passage, end: int) -> TimeMention | None:
    """What the sentence says of the time of the schedule: since when, or in which months."""
    times = [time for time in told_times(passage) if time.role == "since" or not is_day(time)]
    before = [time for time in times if time.span.start < end]
    return before[-1] if before else None


def _since(passages: Passages, passage: Passage) -> TimeMention | None:
    """Since when the flights go, by the sentences before."""
    for other in reversed(passages.all[max(0, passage.number - BACK) : passage.number]):
        since = [time for time in told_times(other) if time.role == "since"]
        if since:
            return since[0]
    return None


def _frequency(amount: Amount) -> bool:
    return amount.unit in ("flights/week", "flights/day", "times/week", "times/day")


def _by_weekdays(passage: Passage, amount: Amount) -> bool:
    """«По средам и пятницам» counts only where no number is told."""
    return WEEKDAYS.match(passage.between(amount.span.start, amount.span.end)) is not None


def _of_flights(passage: Passage, passages: Passages) -> bool:
    """The sentence, or the one before it, speaks of flights."""
    before = passages.all[passage.number - 1].low if passage.number else ""
    return _context().search(passage.low) is not None or _context().search(before) is not None


def _routes(
    passage: Passage, amount: Amount, passages: Passages, several: bool
) -> Iterator[tuple[tuple[str, ...], str]]:
    """The ends of the routes flown so often."""
    written = _written(passage, amount if several else None)
    if written:
        for route in written:
            yield route, "the route as written"
        return
    ends = passage.ends
    starts = _starts(passage, ends)
    if len(ends) == 2 and (starts or not several):
        yield ends, "named with the number"
    elif len(ends) >= 2:
        start = starts[0] if starts else _start(passage, passages)
        told_before = [p.polities[0] for p in passage.stops if p.span.end <= amount.span.start]
        rest = [code for code in (*reversed(told_before), *ends) if code != start and code in ends]
        yield ((start, rest[0]) if start else (rest[0],)), "the end named last before the number"
    elif len(ends) == 1:
        other = _end(passage, passages, ends[0]) if starts else _start(passage, passages, ends[0])
        yield ((other, ends[0]) if other else ends), "the other end from the story"
    else:
        before = _route_before(passage, passages)
        if before:
            yield before, "the route of the sentences before"


def _starts(passage: Passage, ends: Sequence[str]) -> list[str]:
    """Places that flights leave from: «из Уфы»."""
    return [
        place.polities[0]
        for place in passage.stops
        if place.polities[0] in ends and FROM.search(passage.between(passage.span.start, place.span.start))
    ]


def _start(passage: Passage, passages: Passages, end: str = "") -> str | None:
    """Where the story's flights leave from, by the sentences before, the headline, or its home."""
    before = [*reversed(passages.all[max(0, passage.number - BACK) : passage.number]), *passages.all[:1]]
    named = [code for other in before for code in _starts(other, other.ends)]
    written = [route[0] for other in before for route in _written(other)]
    home = [code for code in passages.marked.home if code in passages.main or code == country(code)]
    return next((code for code in (*named, *written, *home) if _far(code, end)), None)


def _end(passage: Passage, passages: Passages, start: str) -> str | None:
    """Where the story's flights go to, by the sentences before and the headline."""
    before = [*reversed(passages.all[max(0, passage.number - BACK) : passage.number]), *passages.all[:1]]
    named = [code for other in before for code in other.ends if code not in _starts(other, other.ends)]
    return next((code for code in named if _far(code, start)), None)


def _route_before(passage: Passage, passages: Passages) -> tuple[str, ...] | None:
    """The route of the nearest sentence before that names one."""
    for other in [*reversed(passages.all[max(0, passage.number - BACK) : passage.number]), *passages.all[:1]]:
        ends = other.ends
        if len(ends) >= 2:
            starts = _starts(other, ends)
            rest = [code for code in ends if code not in starts[:1]]
            return (starts[0] if starts else ends[0], rest[0] if starts else ends[1])
        if len(ends) == 1:
            start = _start(other, passages, ends[0])
            return (start, ends[0]) if start else ends
    return None


def _far(code: str, other: str) -> bool:
    """Two ends of a route: not the same region, nor a country and a place in it."""
    return bool(code) and region(code) != region(other) and other != country(code) and code != country(other)


def _written(passage: Passage, amount: Amount | None = None) -> list[tuple[str, ...]]:
    """«Москва — Пекин», «Москва — Шанхай»; for one frequency of several, the routes told since the one before it."""
    first, last = passage.span.start, passage.span.end
    if amount:
        first = max((other.span.end for other in passage.amounts if other.span.end <= amount.span.start), default=first)
        last = amount.span.start
    pairs = zip(passage.stops, passage.stops[1:], strict=False)
    return list(
        dict.fromkeys(
            (left.polities[0], right.polities[0])
            for left, right in pairs
            if first <= left.span.start
            and right.span.end <= last
            and ROUTE.match(passage.between(left.span.end, right.span.start))
            and region(left.polities[0]) != region(right.polities[0])
        )
    )


@cache
def _context() -> re.Pattern[str]:
    return re.compile(MEASURES.tables["flights"]["context"])
