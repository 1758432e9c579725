"""Figures of a story: measured quantities about the relation of polities (codebook, section 2)."""

from __future__ import annotations

from servanda.coding.figures.drafts import Draft
from servanda.coding.figures.flights import flights
from servanda.coding.figures.passages import Passages, alike
from servanda.coding.figures.sums import sums
from servanda.coding.figures.trade import trade
from servanda.model.event import Figure
from servanda.model.marked import Marked

ROUNDING, HALF = 0.03, 0.5
"""A headline's number may be off by so much of the number, or by half of a per cent."""
OPENING = 1
"""The last sentence that may be a headline's: some have two."""


def figures(marked: Marked) -> tuple[Figure, ...]:
    """The figures of a story in the order of the text, each told once; what was told twice keeps both sentences."""
    passages = Passages(marked)
    drafts: list[Draft] = []
    for passage in passages.all:
        told = [draft for draft in drafts if draft.measure in ("trade turnover", "exports", "imports")]
        drafts += [*trade(passage, passages, told), *flights(passage, passages, drafts), *sums(passage, passages)]
    return tuple(draft.figure() for draft in _merged(drafts))


def _merged(drafts: list[Draft]) -> list[Draft]:
    """One draft for each figure: a headline's round number joins the exact one of the text."""
    kept: list[Draft] = []
    for draft in drafts:
        twin = next((other for other in kept if _same(other, draft)), None)
        if twin is None:
            kept.append(draft)
            continue
        twin.evidence.append(draft.passage.span)
        if twin.passage.number <= OPENING or twin.value is None:
            twin.value, twin.unit = (draft.value, draft.unit) if draft.unit else (twin.value, twin.unit)
            twin.change = draft.change if draft.change is not None else twin.change
            twin.period = draft.period or twin.period
    return kept


def _same(one: Draft, other: Draft) -> bool:
    """The same measure of the same parties with the same numbers; those of a headline may be rounded."""
    if one.measure != other.measure or not alike(one.polities, other.polities) or one.passage is other.passage:
        return False
    if one.unit and other.unit and one.unit != other.unit:
        return False
    rounded = one.passage.number <= OPENING
    values = [] if one.value is None or other.value is None else [_near(one.value, other.value, rounded)]
    changes = [] if one.change is None or other.change is None else [_near(one.change, other.change, rounded)]
    return bool(values or changes) and all(values + changes)


def _near(one: float | str, other: float | str, rounded: bool) -> bool:
    if isinstance(one, str) or isinstance(other, str) or not rounded:
        return one == other
    largest = max(abs(one), abs(other))
    return abs(one - other) <= max(ROUNDING * largest, HALF if largest < 100 else 0)
