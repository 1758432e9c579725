"""What threading compares of an event, worked out once: parties, the sort of thing, its words, number, people, days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from servanda.model.event import Event
from servanda.model.pledge import UNDATED, Step
from servanda.model.when import bounds
from servanda.register.parties import finest, top
from servanda.register.words import lemma, number, roles, tokens

AHEAD = frozenset({"considered", "proposed", "intended", "agreed", "postponed"})
"""Stages that look ahead: an event at one of them makes its thread a pledge."""


@dataclass(frozen=True, slots=True)
class Traits:
    """One event in the shape that comparing needs."""

    step: str
    story: str
    kind: str
    stage: str
    day: date
    parties: frozenset[str]
    sort: str | None
    """The sort of thing: `air` of a connection, `memorandum` of an agreement, `forum` of a gathering."""
    words: frozenset[str]
    names: frozenset[str]
    number: int | None
    people: frozenset[str]
    fields: frozenset[str]
    within: frozenset[str]
    low: date | None
    high: date | None

    @property
    def ahead(self) -> bool:
        return self.stage in AHEAD

    @property
    def ground(self) -> str:
        """The group in which alone it can find its thread: events of two groups are never compared."""
        return ground(self.kind, self.parties, self.sort)


def ground(kind: str, parties: frozenset[str], sort: str | None) -> str:
    """Name of the group. Events of one undertaking share it, however finely their parties were told."""
    if kind == "gathering" and sort:
        return f"{kind} {sort}"
    tops = sorted({top(code) for code in parties})
    if len(tops) == 1:
        regions = sorted({code.partition("/")[0] for code in parties if "-" in code})
        return f"{kind} {'+'.join(regions) if len(regions) <= 2 else tops[0]}"
    return f"{kind} {'+'.join(tops) if len(tops) == 2 else 'many'}"


def traits(step: Step) -> Traits:
    """Work out what threading compares of one event."""
    event = step.event
    parties = finest(event.polities)
    names = {lemma(word) for word in tokens(event.what or "") if word[:1].isupper()}
    listed = _lemmas(event)
    if listed and tokens(event.what or "")[:1] and lemma(tokens(event.what or "")[0]) in listed[:1]:
        names.discard(listed[0])
    low, high = bounds(event.when) if event.when else (None, None)
    return Traits(
        step=step.id,
        story=step.story,
        kind=event.kind,
        stage=event.stage,
        day=date.fromisoformat(step.date or UNDATED),
        parties=parties,
        sort=_sort(event.kind, listed),
        words=frozenset(w for w in listed if w not in names and _tells(event.kind, w)),
        names=frozenset(names),
        number=number(event.what) if event.kind == "gathering" else None,
        people=frozenset(name.split()[-1].lower().replace("ё", "е") for name in event.actors if name.strip()),
        fields=frozenset(event.fields),
        within=frozenset(lemma(word) for word in tokens(event.within or "")),
        low=low,
        high=high,
    )


def _lemmas(event: Event) -> list[str]:
    same = roles().same
    raw = [word.lower().replace("ё", "е") for word in event.lemmas] or [lemma(w) for w in tokens(event.what or "")]
    return [same.get(word, word) for word in raw]


def _sort(kind: str, listed: list[str]) -> str | None:
    forms = roles().forms.get(kind, {})
    return next((forms[word] for word in listed if word in forms), None)


def _tells(kind: str, word: str) -> bool:
    table = roles()
    return len(word) > 2 and not word.isdigit() and word not in table.bare and word not in table.forms.get(kind, {})
