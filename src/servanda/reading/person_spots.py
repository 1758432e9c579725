"""Where people are named: the network's names mended, those it overlooked, and the offices beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from servanda.knowledge.leaders import leader, surnames_alone
from servanda.model.marked import Mention
from servanda.reading.first_names import is_first_name
from servanda.reading.inflection import readings
from servanda.reading.lines import Line
from servanda.reading.offices import OfficePhrase
from servanda.reading.person_ranges import inner_names, name_ranges, with_initials
from servanda.reading.personal import Evidence, PersonName, person_name
from servanda.reading.surnames import CASES, origins, surname_ending


@dataclass(frozen=True, slots=True)
class Spot:
    """A person's name in a line, with the offices beside it."""

    line: Line
    start: int
    end: int
    head: int
    name: PersonName
    offices: tuple[OfficePhrase, ...]
    origin: tuple[str, ...] = ()
    """«Карими из Бахрейна»: the polity told right after the name."""
    named: int = 0
    """The first word of the name itself."""


def spotted(rows: Sequence[Line], phrases: Sequence[OfficePhrase], bodies: Sequence[Mention]) -> list[Spot]:
    """Every name of a person in the order of the text; full names are read first, since bare surnames repeat them."""
    inner = inner_names(rows)
    places = list(_places(rows, phrases, bodies, lambda line, beside: _seen(line, beside, inner)))
    seen = frozenset(w.text.lower() for line in rows for w in line.words if w.text[:1].isupper()) | surnames_alone()
    full = {n: spot_of(*place, Evidence(seen)) for n, place in enumerate(places) if place[2] - place[1] > 1}
    surnames = frozenset(s.name.last.split()[-1].lower() for s in full.values() if s.name.last and s.name.first)
    evidence = Evidence(seen, surnames)
    spots = [full.get(n) or spot_of(*place, evidence) for n, place in enumerate(places)]
    told = {(line.number, k) for line, start, end, _ in places for k in range(start, end)}
    alone = Counter(s.name.last.lower() for s in spots if s.name.last and not s.name.first and len(s.name.last) > 4)
    known = (_told_alone(surnames_alone()), _beginnings(surnames))
    opening = _beginnings(frozenset(alone))
    more = _places(rows, phrases, bodies, lambda line, _: {*_repeated(line, known), *_repeated(line, [opening], 1)})
    spots += [spot_of(*place, evidence) for place in more if (place[0].number, place[2] - 1) not in told]
    return sorted(spots, key=lambda spot: (spot.line.number, spot.named))


def _places(
    rows: Sequence[Line],
    phrases: Sequence[OfficePhrase],
    bodies: Sequence[Mention],
    ranges: Callable[[Line, Sequence[OfficePhrase]], Iterable[tuple[int, int]]],
) -> Iterator[tuple[Line, int, int, tuple[OfficePhrase, ...]]]:
    """Line, first word, the index after the last, and the offices beside, of every name outside a body's."""
    by_line: dict[int, list[OfficePhrase]] = {}
    for phrase in phrases:
        by_line.setdefault(phrase.line, []).append(phrase)
    held: dict[int, list[Mention]] = {}
    for body in bodies:
        held.setdefault(body.sentence, []).append(body)
    for line in rows:
        beside = by_line.get(line.number, ())
        for start, end in sorted(ranges(line, beside)):
            span = line.span(start, end)
            if not any(b.span.holds(span) for b in held.get(line.number, ())):
                yield line, start, end, _beside(line, start, end, beside)


def _seen(line: Line, beside: Sequence[OfficePhrase], inner: Collection[str]) -> set[tuple[int, int]]:
    return {*name_ranges(line, inner), *_after_offices(line, beside), *_overlooked(line)}


def _repeated(
    line: Line, known: Sequence[Mapping[str, frozenset[str]]], first: int | None = None
) -> list[tuple[int, int]]:
    """A surname told in full elsewhere in the story, or that everybody knows, where the network took it for nobody.
    `known` are such surnames by their first letters."""
    found = []
    for k, word in enumerate(line.words[:first]):
        if not word.text[:1].isupper():
            continue
        low = word.text.lower()
        near = [names[low[:3]] for names in known if low[:3] in names]
        if not near or not _capitalised(line, k, hyphen=True):
            continue
        plain = any(r.known and not r.marks & {"Name", "Surn", "Patr", "Geox"} for r in readings(low))
        if plain and word.pos != "PROPN":
            continue
        if any(low in names or names & _nominatives(low) for names in near):
            found.append((with_initials(line, k), k + 1))
    return found


@lru_cache(maxsize=4)
def _told_alone(surnames: frozenset[str]) -> dict[str, frozenset[str]]:
    return _beginnings(frozenset(name for name in surnames if len(name) > 4))


def _beginnings(surnames: frozenset[str]) -> dict[str, frozenset[str]]:
    """The surnames by their first three letters."""
    return {start: frozenset(s for s in surnames if s[:3] == start) for start in {s[:3] for s in surnames}}


@lru_cache(maxsize=16_384)
def _nominatives(form: str) -> frozenset[str]:
    """Nominatives that a surname's form may come from, by its ending."""
    return frozenset(n for gender in ("Masc", "Fem") for case in CASES for n, _ in origins(form, gender, case))


def _after_offices(line: Line, phrases: Sequence[OfficePhrase]) -> list[tuple[int, int]]:
    """Two to four capitalised words after an office that the network took for nobody: «генерал Но Гван Чхоль»."""
    found = []
    for phrase in phrases:
        end = phrase.end
        while end < len(line.words) and end - phrase.end < 4 and _capitalised(line, end):
            end += 1
        if end - phrase.end >= 2 and phrase.word.role != "manager":
            found.append((phrase.end, end))
    return found


def _overlooked(line: Line) -> list[tuple[int, int]]:
    """A known first name and a surname by its ending that the network took for nobody."""
    found = []
    for i in range(len(line.words) - 1):
        if (
            _capitalised(line, i + 1)
            and _capitalised(line, i, hyphen=True)
            and surname_ending(line.words[i + 1].text.lower())
        ):
            first = line.words[i].text.lower()
            if (
                is_first_name(first)
                or any("Name" in r.marks and r.known for r in readings(first))
                or ("-" in first and i > 0)
                or leader(f"{line.words[i].text} {line.words[i + 1].text}")
            ):
                found.append((i, i + 2))
    return found


def _capitalised(line: Line, k: int, hyphen: bool = False) -> bool:
    """A capitalised word that no name or polity holds yet."""
    text = line.words[k].text
    plain = text.replace("-", "") if hyphen else text
    return (
        text[:1].isupper() and not text.isupper() and plain.isalpha() and k not in line.named and k not in line.inside
    )


def spot_of(line: Line, start: int, end: int, beside: tuple[OfficePhrase, ...], evidence: Evidence) -> Spot:
    words = line.words[start:end]
    case, gender = _told_case(line, start, end, beside), None
    head = next((k for k in range(start, end) if not start <= line.words[k].head < end), start)
    verb = line.words[head].head
    if line.words[head].rel.startswith("nsubj") and verb >= 0:
        gender = line.words[verb].feats.get("Gender")
    name = person_name(words, evidence, case, gender if gender in ("Masc", "Fem") else None)
    before = [p for p in beside if p.start < start]
    if before and not any(w.rel.startswith("nsubj") for w in words):
        head = before[0].head
    elif before:
        head = (
            before[0].head
            if line.words[head].head == before[0].head or start <= line.words[before[0].head].head < end
            else head
        )
    first = min(p.start for p in before) if before else start
    return Spot(line, first, end, head, name, beside, _origin(line, end), start)


def _origin(line: Line, end: int) -> tuple[str, ...]:
    if end + 1 < len(line.words) and line.words[end].lemma == "из" and end + 1 in line.polities:
        return line.polities[end + 1][1].polities
    return ()


def _told_case(line: Line, start: int, end: int, beside: tuple[OfficePhrase, ...]) -> str | None:
    """The case of the office before the name, which the name shares."""
    for phrase in beside:
        if phrase.end == start:
            return line.words[phrase.head].feats.get("Case")
    return None


def _beside(line: Line, start: int, end: int, phrases: Sequence[OfficePhrase]) -> tuple[OfficePhrase, ...]:
    """Offices before the name (one after another with «и», «,») and the one set after it between commas or dashes."""
    words = line.words
    found: list[OfficePhrase] = []
    edge = start
    for phrase in reversed([p for p in phrases if p.end <= start]):
        between = words[phrase.end : edge]
        direct = not between or all(
            w.text in ("–", "—", "-", "«", "»", "г-н", "господин") or w.lemma in ("товарищ", "господин", "г-н")
            for w in between
        )
        listed = found and len(between) == 1 and between[0].text in ("и", ",")
        comma = (
            not found
            and len(between) == 1
            and between[0].text == ","
            and phrase.end - phrase.start > 1
            and not _list_of_people(line, start, end)
            and not (phrase.start > 0 and words[phrase.start - 1].text in ("–", "—", "-"))
        )
        if not (direct or listed or comma):
            break
        found.insert(0, phrase)
        edge = phrase.start
    for phrase in phrases:
        if phrase.start > end and phrase.start - end == 1 and words[end].text in (",", "–", "—", "(") and not found:
            if (
                phrase.start - end == 1
                and not _followed_by_name(line, phrase.end)
                and words[phrase.head].feats.get("Case") in (words[start].feats.get("Case"), "Nom", None)
            ):
                found.append(phrase)
        elif (
            phrase.start == end
            and not found
            and not _followed_by_name(line, phrase.end)
            and words[phrase.head].feats.get("Case") == words[end - 1].feats.get("Case")
        ):
            found.append(phrase)
    return tuple(found)


def _list_of_people(line: Line, start: int, end: int) -> bool:
    return end < len(line.words) and line.words[end].text in (",", "и") and end + 1 in line.persons


def _followed_by_name(line: Line, end: int) -> bool:
    return end in line.persons or (end + 1 in line.persons and line.words[end].text not in (",", "."))
