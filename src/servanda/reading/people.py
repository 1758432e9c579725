"""People put together across a story: full name, office, polity; surnames, offices and pronouns that mean them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from servanda.knowledge.leaders import leader
from servanda.model.marked import Mention, NameSpan, Sentence
from servanda.model.story import Story
from servanda.reading.home import Setting
from servanda.reading.lines import Line
from servanda.reading.office_links import whose
from servanda.reading.offices import OfficePhrase, bare_offices, office_phrases, prepared
from servanda.reading.organisations import found_organisations
from servanda.reading.person_spots import Spot, spotted
from servanda.reading.personal import PersonName
from servanda.reading.pronouns import pronouns


@dataclass(slots=True)
class _Person:
    """One person while the story is being read."""

    first: str | None = None
    last: str | None = None
    initials: str = ""
    patronymic: str | None = None
    gender: str | None = None
    polities: tuple[str, ...] = ()
    told: bool = False
    office: str | None = None
    shown: str = ""
    at: list[int] = field(default_factory=list)

    def fits(self, name: PersonName) -> bool:
        if name.gender and self.gender and name.gender != self.gender and name.first and self.first:
            return False
        if name.last and self.last:
            if not _same_surname(name.last, self.last):
                return False
            if name.first and self.first:
                return _alike(name.first, self.first)
            if name.initials and self.first:
                return self.first[0] == name.initials[0]
            return not (name.initials and self.initials) or name.initials[0] == self.initials[0]
        if name.first and self.first and not name.last:
            return _alike(name.first, self.first) and (
                not name.patronymic or not self.patronymic or name.patronymic == self.patronymic
            )
        return bool(name.last and not self.last and not name.first and self.first and _alike(name.last, self.first))

    def take(self, name: PersonName, at: int) -> None:
        self.at.append(at)
        self.first = self.first or name.first
        self.last = self.last or name.last
        self.patronymic = self.patronymic or name.patronymic
        self.initials = self.initials or name.initials
        self.gender = name.gender if name.first and name.gender else self.gender or name.gender
        if (
            _fullness(name) > (len(self.shown.split()), 0)
            or not self.shown
            or (name.first and name.last and not self.shown.startswith(name.first))
        ):
            self.shown = name.text


def _fullness(name: PersonName) -> tuple[int, int]:
    return len(name.text.split()), 0


def _folded(word: str) -> str:
    return word.lower().replace("ё", "е")


def _same_surname(a: str, b: str) -> bool:
    """«да Силва» and «Силва», «Тайип Эрдоган» and «Эрдоган»; a man's and a woman's forms differ."""
    x, y = _folded(a).split(), _folded(b).split()
    return x[-1] == y[-1] or (x[-1] in y and len(x) == 1) or (y[-1] in x and len(y) == 1)


def _alike(a: str, b: str) -> bool:
    return _folded(a)[:4] == _folded(b)[:4]


def people(
    story: Story, sentences: Sequence[Sentence], names: Sequence[NameSpan], polities: Sequence[Mention]
) -> tuple[Mention, ...]:
    """Persons, bare offices and pronouns, in the order of the text; mentions of one person share `entity`.

    The fullest name found anywhere in the story is the name of all of them. `sure` is below 1 for offices and
    pronouns, which are resolved by nearness and gender.
    """
    rows, around = prepared(story, sentences, names, polities)
    return found_people(rows, around, found_organisations(rows, around))


def found_people(rows: Sequence[Line], around: Setting, bodies: Sequence[Mention]) -> tuple[Mention, ...]:
    """The same over prepared lines and organisations."""
    phrases = office_phrases(rows, bodies, around)
    spots = spotted(rows, phrases, bodies)
    persons: list[_Person] = []
    numbers: list[int] = []
    order = sorted(range(len(spots)), key=lambda k: (not (spots[k].name.first and spots[k].name.last), k))
    numbers = [-1] * len(spots)
    for k in order:
        name = spots[k].name
        number = _nearest(persons, name, k)
        if number is None:
            persons.append(_Person())
            number = len(persons) - 1
        persons[number].take(name, k)
        numbers[k] = number
    for k, spot in enumerate(spots):
        _learn(persons[numbers[k]], spot)
    for person in persons:
        _known_leader(person, around)
    found = [_mention(spot, persons[numbers[k]], numbers[k]) for k, spot in enumerate(spots)]
    taken = [(s.line.number, s.start, s.end) for s in spots]
    found += [whose(bare, found) for bare in bare_offices(phrases, rows, taken)]
    found.sort(key=lambda m: m.span)
    return tuple(
        sorted([*found, *pronouns(rows, found, {n: p.gender for n, p in enumerate(persons)})], key=lambda m: m.span)
    )


def _nearest(persons: Sequence[_Person], name: PersonName, k: int) -> int | None:
    """Of the persons that fit, the one named last before; two brothers are told apart by that."""
    fitting = [n for n, person in enumerate(persons) if person.fits(name)]
    if not fitting:
        return None
    return min(
        fitting, key=lambda n: (min((abs(k - at) + (1000 if at > k else 0) for at in persons[n].at), default=0), n)
    )


def _learn(person: _Person, spot: Spot) -> None:
    """What the offices beside a name and its «из …» tell of the person; what is said outweighs what is inferred."""
    for phrase in spot.offices:
        if person.office is None or (phrase.own and not person.told):
            person.office = phrase.text
        polities = phrase.polities
        if _ruler_from_abroad(phrase):
            polities = phrase.abroad
        if polities and (not person.polities or (phrase.own and not person.told)):
            person.polities, person.told = polities, phrase.own
    if spot.origin and not person.told:
        person.polities, person.told = spot.origin, True


def _ruler_from_abroad(phrase: OfficePhrase) -> bool:
    """A president or premier of no said country, after a foreign one was named: home's own are known by name."""
    if phrase.own or not phrase.abroad or phrase.word.level != "any":
        return False
    if phrase.word.role == "premier":
        return not phrase.polities or len(phrase.polities[0]) == 2
    return phrase.word.role == "ruler" or phrase.word.word == "вице-президент"


def _known_leader(person: _Person, around: Setting) -> None:
    """A holder of office whom everybody knows stands for his polity where the story does not say for whom."""
    if person.told:
        return
    full = f"{person.first} {person.last}" if person.first and person.last else person.last or person.shown
    known = leader(full, around.year) or leader(person.shown, around.year)
    if known:
        person.polities, person.office = (known.polity,), person.office or known.office


def _mention(spot: Spot, person: _Person, number: int) -> Mention:
    office = next((p.text for p in spot.offices), None)
    return Mention(
        spot.line.span(spot.start, spot.end),
        spot.line.number,
        spot.head,
        "person",
        person.shown or spot.name.text,
        person.polities,
        entity=number,
        office=office or person.office,
        bare=spot.line.span(spot.named, spot.end) if spot.named > spot.start else None,
    )
