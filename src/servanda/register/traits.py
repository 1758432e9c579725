"""What threading compares of an event, worked out once: parties, the sort of thing, its words, number, people, days."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from servanda.model.event import Event
from servanda.model.pledge import UNDATED, Step
from servanda.model.when import bounds
from servanda.register.parties import finest, naming, refined, region
from servanda.register.words import lemma, number, plain, roles, sort_of, sorts_in, tokens

AHEAD = frozenset({"considered", "proposed", "intended", "agreed", "postponed"})
"""Stages that look ahead: an event at one of them makes its thread a pledge."""

LASTING = frozenset({"connection", "project", "cooperation"})
"""Kinds of things that go on: after they are opened they can be stopped, and promised again. The others happen once."""

NUMBERED = frozenset({"gathering", "aid", "project"})
"""Kinds that come in a row, each with its number."""

DOUBT = 0.3
"""Events of which the reader is less sure join nothing by themselves: of 113 joins of an agency's archive that were
judged by a person, seven had such an event, and all seven were wrong."""

TOLD_AFTER = timedelta(days=7)
"""How long before the story an act without a date is taken to lie, at most: news is told while it is new."""

SEPARATOR = "\x01"

LIST = re.compile(r"(?:\s|,|\bи\b|\bвод(?:ы|ам|ами|ах)?\b|-на-|[А-ЯЁ][\w-]*)+")
"""What stands between two places of one list: places, commas, «и»."""
ONE_MORE = re.compile(r"[А-ЯЁ][\w-]*,\s*$|,\s+[А-ЯЁ]")
"""The end of what stands before, and the beginning of what stands after, where the list is longer than the two."""


@dataclass(frozen=True, slots=True)
class Traits:
    """One event in the shape that comparing needs."""

    step: str
    story: str
    told: str | None
    """The day of the story."""
    kind: str
    stage: str
    parties: frozenset[str]
    sort: str | None
    """The sort of thing: `air` of a connection, `memorandum` of an agreement, `forum` of a gathering."""
    words: frozenset[str]
    """Words of the object that tell it from others: neither its sort nor its parties nor empty ones."""
    names: frozenset[str]
    """Those of its words that are names."""
    number: int | None
    people: frozenset[str]
    """Surnames with the initial, where it is told."""
    fields: frozenset[str]
    spot: frozenset[str]
    """Words of the place."""
    low: date | None
    """First day on which the act can take place, or have taken place; None: nothing is said."""
    high: date | None
    loose: frozenset[str] = frozenset()
    """Parties that the event's own sentences do not name, but were taken from elsewhere in the story; of a way, also
    ends that stand in one list: «из Москвы, Казани и Уфы» tells of ways from each to somewhere else."""
    sure: bool = True
    """Whether the reader took it for an event without much doubt."""

    @property
    def place(self) -> str:
        """Its place in time, as `Step.order` says, in one string that sorts the same."""
        return place(self.told, self.story, self.step)

    @property
    def day(self) -> date | None:
        return date.fromisoformat(self.told) if self.told else None

    @property
    def ahead(self) -> bool:
        return self.stage in AHEAD

    @property
    def closes(self) -> bool:
        """An act that happens once has happened: what is announced afterwards is another one."""
        return self.kind not in LASTING and self.stage in ("done", "underway")

    def dump(self) -> str:
        """As a line of JSON, for the store."""
        return json.dumps(
            [
                self.step, self.story, self.told, self.kind, self.stage, sorted(self.parties), self.sort,
                sorted(self.words), sorted(self.names), self.number, sorted(self.people), sorted(self.fields),
                sorted(self.spot), self.low and self.low.isoformat(), self.high and self.high.isoformat(),
                sorted(self.loose), self.sure,
            ],
            ensure_ascii=False,
        )  # fmt: skip


def load(line: str) -> Traits:
    """Read what `Traits.dump` wrote."""
    step, story, told, kind, stage, parties, sort, *rest = json.loads(line)
    words, names, count, people, fields, spot, low, high, *told_by = rest
    loose, sure = told_by or ((), True)
    return Traits(
        step, story, told, kind, stage, frozenset(parties), sort, frozenset(words), frozenset(names), count,
        frozenset(people), frozenset(fields), frozenset(spot),
        date.fromisoformat(low) if low else None, date.fromisoformat(high) if high else None, frozenset(loose), sure,
    )  # fmt: skip


def place(day: str | None, story: str, step: str) -> str:
    """The key by which events sort in time: `Step.order` as one string."""
    return SEPARATOR.join((day or UNDATED, story, step))


def traits(step: Step) -> Traits:
    """Work out what threading compares of one event."""
    event = step.event
    told = tokens(event.what or "")
    parties, kind = finest(event.polities), _kind(event)
    if kind == "connection":
        parties = refined(told, parties)
    naming_parties = {plain(lemma(told[at])) for at in naming(told, parties)}
    telling = [word for word in _lemmas(event) if _tells(kind, word) and word not in naming_parties]
    proper = {lemma(word) for word in told[1:] if word[:1].isupper()}
    low, high = _days(event, step.date)
    return Traits(
        step=step.id,
        story=step.story,
        told=step.date,
        kind=kind,
        stage=event.stage,
        parties=parties,
        sort=sort_of(kind, event.what) or _sort_by_sentences(step),
        words=frozenset(telling),
        names=frozenset(word for word in telling if word in proper),
        number=number(event.what) if kind in NUMBERED else None,
        people=frozenset(_person(name) for name in event.actors if name.strip()),
        fields=frozenset(event.fields),
        spot=_words(event.where),
        low=low,
        high=high,
        loose=parties if kind == "connection" and _listed(step) else _loose(event, parties),
        sure=event.sure >= DOUBT,
    )


def _kind(event: Event) -> str:
    """What is built as a way is one, whether a report calls the bridge a project or a connection."""
    built = f"connection:{sort_of('connection', event.what)}" in roles().built
    return "connection" if event.kind == "project" and built and len(event.polities) > 1 else event.kind


def _sort_by_sentences(step: Step) -> str | None:
    """What sort of way it is, where only its sentences say so, and all of one: «в Сочи можно улететь»."""
    if step.event.kind != "connection":
        return None
    sorts = {sort for sentence in step.sentences for sort in sorts_in("connection", sentence)}
    return sorts.pop() if len(sorts) == 1 else None


def _loose(event: Event, parties: frozenset[str]) -> frozenset[str]:
    """The parties for which the coder can show no words in the event's own sentences."""
    unnamed = {
        region(why.because.partition(":")[0]) for why in event.reasons if why.step == "party" and why.span is None
    }
    return frozenset(code for code in parties if region(code) in unnamed)


def _listed(step: Step) -> bool:
    """Whether the words that name two parties stand in one list of three places or more."""
    named = sorted((why.span.start, why.span.end) for why in step.event.reasons if why.step == "party" and why.span)
    if len(named) != 2:
        return False
    for (start, end), sentence in zip(step.spans, step.sentences, strict=False):
        (first, after), (before, last) = [(one - start, other - start) for one, other in named]
        if first >= 0 and last <= end - start:
            between = sentence[after:before]
            longer = "," in between or ONE_MORE.search(sentence[:first]) or ONE_MORE.match(sentence[last:])
            return bool(LIST.fullmatch(between) and longer)
    return False


def _lemmas(event: Event) -> list[str]:
    given: Iterable[str] = event.lemmas or [lemma(word) for word in tokens(event.what or "")]
    return [plain(word) for word in given]


def _tells(kind: str, word: str) -> bool:
    table = roles()
    if kind in NUMBERED and (word in table.orders or number(word.upper()) is not None):
        return False
    return len(word) > 2 and not word.isdigit() and word not in table.bare and word not in table.forms.get(kind, {})


def _words(text: str | None) -> frozenset[str]:
    return frozenset(word for word in map(lemma, tokens(text or "")) if len(word) > 2 and word not in roles().bare)


def _person(name: str) -> str:
    """«Иван Петров» and «И. Петров» give «петров и», «Петров» gives «петров»."""
    *first, last = name.lower().replace("ё", "е").split()
    return f"{last} {first[0][0]}" if first else last


def _days(event: Event, told: str | None) -> tuple[date | None, date | None]:
    """First and last day that the act can have; of what has happened without a date, the days before the story."""
    if event.when:
        first, last = bounds(event.when)
        return first or last, last or first
    if told and event.stage in ("done", "underway"):
        day = date.fromisoformat(told)
        return day - TOLD_AFTER, day
    return None, None
