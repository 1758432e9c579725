"""Sums of money and numbers of people or companies that join two polities."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from servanda.coding.figures.drafts import CONVERTED, Draft, because, period, span_of
from servanda.coding.figures.passages import MEASURES, Passage, Passages, apart, country, finest, money
from servanda.model.event import Measure, Reason
from servanda.model.marked import Amount

NEAR = 70
"""A word that names the measure stands within so many characters of the amount."""
PRICED = 45
FEW = 3
PEOPLE: tuple[Measure, ...] = ("tourists", "students", "passengers")
ROOM = re.compile(r"\bна\s+$")


def sums(passage: Passage, passages: Passages) -> Iterator[Draft]:
    """The figures of a sentence that are neither trade nor flights."""
    if _trade().search(passage.low) or _pattern("not", "harm").search(passage.low):
        return
    for amount in passage.amounts:
        told_by = _measure(passage, amount)
        if told_by is None:
            continue
        measure, words = told_by
        if _out(passage, amount, measure):
            continue
        polities, why = _parties(passage, passages, measure)
        if not polities or (money(amount) and len({country(code) for code in polities}) < 2):
            continue
        draft = Draft(measure, passage, polities=polities)
        draft.add(amount)
        draft.unit = "people" if measure in PEOPLE else draft.unit
        for change in passage.amounts:
            if change.span.start > amount.span.end and draft.takes(change):
                draft.add(change)
        start, end = amount.span.start, amount.span.end
        draft.reasons += [Reason("measure", f"{measure}: «{words}»"), because("amount", "the number", start, end)]
        draft.reasons.append(Reason("party", why))
        if time := period(draft):
            draft.period = span_of(time)
            draft.reasons.append(because("date", f"{draft.period}", time.span.start, time.span.end))
        yield draft


def _measure(passage: Passage, amount: Amount) -> tuple[Measure, str] | None:
    """What an amount measures, and the words that say so."""
    own = passage.between(amount.span.start, amount.span.end)
    start = max(passage.span.start, amount.span.start - NEAR)
    around = passage.between(start, amount.span.end + NEAR)
    if amount.unit and amount.unit.partition("/")[0] == "people":
        for words in (own, around):
            for measure in PEOPLE:
                if found := _pattern("people", measure).search(words):
                    return measure, found[0]
        found = _pattern("other", "refugees").search(around)
        return ("other", found[0]) if found else None
    if amount.unit == "companies":
        found = _pattern("other", "working").search(around)
        return ("companies", found[0]) if found and (amount.value or 0) >= FEW else None
    if amount.unit is None or amount.value is None:
        return None
    if amount.unit in ("projects", "agreements") and amount.value >= FEW:
        found = _pattern("other", "joint").search(around)
        return ("other", found[0]) if found else None
    if amount.unit == "km":
        found = _pattern("other", "border").search(around)
        return ("other", found[0]) if found else None
    if money(amount):
        if found := _pattern("investment", "investment").search(around):
            return "investment", found[0]
        for name in ("debt", "contracts"):
            if found := _pattern("other", name).search(around):
                return "other", found[0]
    return None


def _out(passage: Passage, amount: Amount, measure: Measure) -> bool:
    """Seats and prices are no figures; nor are targets, but of an investment the plan is what is told."""
    before = passage.between(max(passage.span.start, amount.span.start - PRICED), amount.span.start)
    if (amount.unit == "people" and ROOM.search(before)) or (money(amount) and CONVERTED.search(before)):
        return True
    if _pattern("not", "capacity").search(before) or _pattern("not", "price").search(before):
        return True
    return measure != "investment" and _pattern("not", "target").search(before) is not None


def _parties(passage: Passage, passages: Passages, measure: Measure) -> tuple[tuple[str, ...], str]:
    """Two different polities: of the sentence, or one of it and another of the sentence before."""
    own = finest(passage.codes)
    if not apart(own):
        own = finest(tuple(dict.fromkeys([*own, *_acting(passage)])))
    if apart(own):
        return own[:2], "named in the sentence"
    before = finest(_acting(passages.all[passage.number - 1])) if passage.number else ()
    if len(own) == 1:
        for other in before:
            if apart((own[0], other)):
                return (own[0], other), "named in the sentence and the one before"
    if not own and apart(before[:2]):
        return before[:2], "named in the sentence before"
    home = next((code for code in passages.home if "-" in code), None)
    if own and home and apart((home, own[0])):
        return (home, own[0]), "named, with the region that the story is told from"
    if measure == "investment":
        opening = finest(tuple(dict.fromkeys(code for other in passages.all[:2] for code in other.codes)))
        return (opening[:2], "the polities that the story opens with") if apart(opening[:2]) else ((), "")
    if measure in ("tourists", "students", "companies") and _pattern("not", "abroad").search(passage.low):
        return (own or passages.home)[:1], "with other countries"
    return (), ""


def _acting(passage: Passage) -> tuple[str, ...]:
    """Whoever is named, for the polity: companies and offices too."""
    return tuple(dict.fromkeys(code for actor in passage.actors for code in actor.polities))


@cache
def _pattern(table: str, key: str) -> re.Pattern[str]:
    return re.compile(MEASURES.tables[table][key])


@cache
def _trade() -> re.Pattern[str]:
    return re.compile(MEASURES.any_of("trade"))
