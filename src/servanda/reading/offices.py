"""Offices: where their words stand, whom they speak for, and the bare ones without a name («глава региона»)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from servanda.knowledge.offices import FORMER, Office, office
from servanda.knowledge.organisations import find
from servanda.knowledge.word_sets import word_set
from servanda.model.marked import Mention, NameSpan, Sentence
from servanda.model.story import Story
from servanda.reading.home import Setting, country, home, setting
from servanda.reading.inflection import phrase_nominative, readings
from servanda.reading.lines import Line, lines, ranged
from servanda.reading.phrases import left, right

_BY = frozenset({"по", "при", "в", "на"})
_MONARCHS = word_set("offices", "monarchs")
_MINDED = frozenset({"по", "при"})
_ACTING = re.compile(r"(?:\bврио|\bвр\.?\s?и\.?\s?о\.?|\bи\.?\s?о\.?|исполняющ\w+ обязанности)\s*$", re.IGNORECASE)
_RANK = word_set("offices", "rank")


@dataclass(frozen=True, slots=True)
class OfficePhrase:
    """Words `start` up to `end` of a line, the office at `head`; `polities` are whom it speaks for, `own` whether the
    phrase says so itself. `text` is the phrase in the nominative."""

    line: int
    start: int
    end: int
    head: int
    word: Office
    text: str
    polities: tuple[str, ...]
    own: bool
    abroad: tuple[str, ...] = ()
    """The nearest foreign country named before, for a ruler who is not that of home."""


def office_phrases(rows: Sequence[Line], bodies: Sequence[Mention], around: Setting) -> list[OfficePhrase]:
    """Every office named in the lines, in the order of the text."""
    by_line: dict[int, list[Mention]] = {}
    for body in bodies:
        by_line.setdefault(body.sentence, []).append(body)
    found = []
    for line in rows:
        held = ranged(line, by_line.get(line.number, ()))
        floor = 0
        for i, word in enumerate(line.words):
            if (
                i < floor
                or word.pos not in ("NOUN", "PROPN", "X", "ADJ")
                or (i in line.persons and not line.persons[i] > i + 1)
            ):
                continue
            known = office(word.lemma)
            if known is None or any(s <= i < e and s != i for s, e, _ in held):
                continue
            phrase = _phrase(line, i, known, held, floor, around)
            if phrase:
                found.append(phrase)
                floor = phrase.end
    return found


def _phrase(
    line: Line, i: int, known: Office, bodies: list[tuple[int, int, Mention]], floor: int, around: Setting
) -> OfficePhrase | None:
    word = line.words[i]
    if word.feats.get("Number") == "Plur" and not _looks_singular(word.text, word.feats.get("Case")):
        return None
    if word.lemma == "глава" and any(
        line.words[k].lemma in ("книга", "первый", "второй") for k in range(max(0, i - 2), min(len(line.words), i + 2))
    ):
        return None
    end = right(line, i, by=_BY if known.role in ("envoy", "deputy", "aide") else _MINDED, stop=_next_office(i))
    for start_body, end_body, _ in bodies:
        if i < start_body <= end < end_body:
            end = end_body
    start = _start(line, i, floor)
    polities, own = _speaks_for(line, start, i, end, known, bodies, around)
    prefix = line.text[max(0, line.words[start].start - 40) : line.words[start].start]
    acting = _ACTING.search(prefix)
    text = phrase_nominative(line.words[start:end], i - start, line.text)
    if acting and "\n" not in prefix[acting.start() :]:
        text = f"{' '.join(acting.group().split())} {line.text[line.words[start].start : line.words[end - 1].end]}"
    return OfficePhrase(line.number, start, end, i, known, text, polities, own, around.abroad(_near(line, start)))


def _looks_singular(form: str, case: str | None) -> bool:
    return any(r.number == "Sing" and r.case == case for r in readings(form))


def _next_office(i: int):  # type: ignore[no-untyped-def]
    """A second office begins after «и», «,»; «помощник президента», «заместитель министра» go on."""

    def stop(row: Line, k: int) -> bool:
        return row.words[k - 1].text in ("и", ",") and office(row.words[k].lemma) is not None and k > i + 1

    return stop


def _start(line: Line, i: int, floor: int) -> int:
    """Back over words of rank and the polity's adjective: «первый заместитель», «российский министр»."""
    words = line.words
    start = left(line, i, floor)
    while start < i and not (words[start].lemma in _RANK or start in line.inside or words[start].lemma in FORMER):
        start += 1
    if start > floor + 1 and words[start - 1].lemma in ("заместитель", "зам") and start - 1 >= floor:
        start -= 1
    return start


def _speaks_for(
    line: Line, start: int, i: int, end: int, known: Office, bodies: list[tuple[int, int, Mention]], around: Setting
) -> tuple[tuple[str, ...], bool]:
    """Whom the office speaks for: a polity of its own words, the body it belongs to, else what the level says."""
    before: tuple[str, ...] = ()
    for k, mention in line.polities_in(start, i):
        if mention.form == "adjective" and k >= start:
            before = mention.polities
    direct: tuple[str, ...] = ()
    governed: tuple[str, ...] = ()
    for k, mention in line.polities_in(i + 1, end):
        inside = any(s <= k < e for s, e, _ in bodies)
        if line.words[k - 1].lemma in ("в", "на", "с", "при"):
            governed = governed or mention.polities
        elif not inside and not direct and mention.polities:
            direct = mention.polities[:1] if known.role == "envoy" else mention.polities
    body = next((m for s, e, m in bodies if i <= s < end), None)
    if body is not None and not direct:
        direct = body.polities
    if direct and before and country(direct[0]) != country(before[0]) and known.role == "envoy":
        direct = before
    if direct or before:
        return direct or before, _told(line, start, end, body)
    if body is not None:
        return (), False
    if known.role == "envoy" and governed:
        lead = (around.land,) if known.level != "any" else (around.home[0],)
        return (lead if governed[0] != around.land else ()), True
    reference = _by_reference(line, i, end, around)
    if reference:
        return reference, True
    if known.level == "body":
        return (), False
    if known.role in ("ruler", "minister") and known.word in ("президент", "вице-президент") and end > i + 1:
        return (), False
    if known.word in _MONARCHS:
        return around.abroad(_near(line, start)), False
    level = "country" if known.role == "ruler" else known.level
    if (known.word in ("глава", "лидер") and end > i + 1) or known.word == "лидер" or known.word == "глава":
        return (), False
    if any(line.words[k].lemma in ("иностранный", "оборона") for k in range(i + 1, end)):
        level = "country"
    return around.speaks_for(level, _near(line, start)), False


def _told(line: Line, start: int, end: int, body: Mention | None) -> bool:
    """Whether the words themselves say whose office it is: a polity among them, or a body that only one has."""
    if body is None or line.polities_in(start, end):
        return True
    known = find(body.name)
    return known is not None and known.polities != ("*",)


def _by_reference(line: Line, i: int, end: int, around: Setting) -> tuple[str, ...]:
    """«глава республики», «президент страны», «глава государства», «мэр столицы»."""
    for k in range(i + 1, min(end, i + 4)):
        lemma = line.words[k].lemma
        if lemma in ("республика", "регион", "область", "край", "субъект", "округ"):
            return around.speaks_for("region", _near(line, i))
        if lemma in ("государство", "страна", "держава"):
            return around.speaks_for("country", _near(line, i))
        if lemma in ("город", "мегаполис"):
            return (
                tuple(around.home[:1])
                if around.home[0] in ("RU-MOW", "RU-SPE")
                else around.speaks_for("city", _near(line, i))
            )
    return ()


def _near(line: Line, start: int) -> list[Mention]:
    return [line.polities[k][1] for k in sorted((k for k in line.polities if k < start), reverse=True)]


def bare_offices(
    phrases: Sequence[OfficePhrase], rows: Sequence[Line], taken: Sequence[tuple[int, int, int]]
) -> list[Mention]:
    """Offices without a name as mentions of kind `office`; `taken` are (line, start, end) already part of a person."""
    by_number = {row.number: row for row in rows}
    used = {(number, k) for number, start, end in taken for k in range(start, end)}
    found = []
    for phrase in phrases:
        if (phrase.line, phrase.head) in used or not worth(phrase):
            continue
        line = by_number[phrase.line]
        span = line.span(phrase.start, phrase.end)
        found.append(
            Mention(
                span,
                phrase.line,
                phrase.head,
                "office",
                phrase.text,
                phrase.polities,
                office=phrase.text,
                sure=0.9 if phrase.own else 0.6,
            )
        )
    return found


def worth(phrase: OfficePhrase) -> bool:
    """Whether a bare office means one holder: a state's, or one whose body or polity is said."""
    if phrase.word.role in ("other",):
        return False
    if phrase.word.role in (
        "ruler",
        "premier",
        "minister",
        "head",
        "legislator",
        "envoy",
        "deputy",
        "speaker",
        "aide",
        "soldier",
        "manager",
    ):
        return (
            bool(phrase.polities) or phrase.end > phrase.head + 1 or phrase.word.level in ("country", "region", "city")
        )
    return False


def offices(
    story: Story, sentences: Sequence[Sentence], names: Sequence[NameSpan], polities: Sequence[Mention]
) -> tuple[Mention, ...]:
    """Office-holders without a name, resolved to the person where the story names him."""
    from servanda.reading.people import people

    return tuple(m for m in people(story, sentences, names, polities) if m.kind == "office")


def prepared(
    story: Story, sentences: Sequence[Sentence], names: Sequence[NameSpan], polities: Sequence[Mention]
) -> tuple[tuple[Line, ...], Setting]:
    """Lines and setting of a story, for the functions that take them."""
    return lines(story, sentences, names, polities), setting(story, polities, home(story, polities))
