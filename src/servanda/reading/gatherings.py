"""Gatherings as names of their own, with ordinal and year: «XX Форум регионов России и Казахстана»."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from servanda.knowledge.gatherings import GatheringWord, named, word
from servanda.knowledge.word_sets import word_set
from servanda.model.marked import Mention, NameSpan, Sentence, Word
from servanda.model.story import Story
from servanda.reading.inflection import gender_of, phrase_nominative
from servanda.reading.lines import Line, lines
from servanda.reading.phrases import DASHES, left, modifier, right
from servanda.reading.same_body import initials, stems

_ORDINAL = re.compile(r"^(?:[IVXLC]{1,7}|\d{1,3}(?:-?(?:й|ый|ой|ая|я|го|м|ом|му|е|ое))?)$")
_YEAR = re.compile(r"(?:19|20)\d\d$")
_BY = frozenset({"по", "в", "на"})
_LOOSE = word_set("gatherings", "loose")
_MONTHS = word_set("gatherings", "months")
_GENERIC_DAYS = word_set("gatherings", "generic_days")


def gatherings(
    story: Story, sentences: Sequence[Sentence], names: Sequence[NameSpan], polities: Sequence[Mention]
) -> tuple[Mention, ...]:
    """Every gathering that has a name, in the nominative; its polities are those inside its name."""
    return found_gatherings(lines(story, sentences, names, polities))


def found_gatherings(rows: Sequence[Line]) -> tuple[Mention, ...]:
    """The same over prepared lines; mentions of one gathering share a number."""
    found: list[Mention] = []
    for line in rows:
        floor = 0
        for i in range(len(line.words)):
            if i < floor:
                continue
            made = _at(line, i, floor)
            if made:
                found.append(made[0])
                floor = made[1]
    return _joined(found)


def _at(line: Line, i: int, floor: int) -> tuple[Mention, int] | None:
    token = line.words[i]
    short = named(token.text)
    if short:
        return _abbreviation(line, i, short)
    head = word(token.lemma)
    if head is None or head.sort == "name" or token.pos not in ("NOUN", "PROPN", "X", "ADJ"):
        return None
    start = _start(line, i, floor)
    end = _end(line, i)
    if not _is_name(line, start, i, end, head):
        return None
    name = _with_ordinal(phrase_nominative(line.words[start:end], i - start, line.text), line, i)
    polities = tuple(dict.fromkeys(code for _, m in line.polities_in(start, end) for code in m.polities))
    return Mention(line.span(start, end), line.number, i, "gathering", name, polities), end


def _with_ordinal(name: str, line: Line, i: int) -> str:
    """«56-й конференция» made «56-я конференция»."""
    ordinal = re.match(r"(\d+)-?(й|го|му|м|ую|ой|ым|ом|х|ми)\b", name)
    if not ordinal:
        return name
    plural = line.words[i].feats.get("Number") == "Plur"
    ending = "е" if plural else {"Fem": "я", "Neut": "е"}.get(gender_of(line.words[i]) or "", "й")
    return f"{ordinal.group(1)}-{ending}{name[ordinal.end() :]}"


def _abbreviation(line: Line, i: int, short: GatheringWord) -> tuple[Mention, int]:
    end = i + 1
    words_ = line.words
    if (
        end + 1 < len(words_)
        and words_[end].text in DASHES
        and words_[end + 1].text.isdigit()
        and len(words_[end + 1].text) == 4
    ):
        end += 2
    elif end < len(words_) and _YEAR.match(words_[end].text) and words_[i].end == words_[end].start:
        end += 1
    name = line.text[words_[i].start : words_[end - 1].end]
    return Mention(line.span(i, end), line.number, i, "gathering", name, short.polities), end


def _start(line: Line, i: int, floor: int) -> int:
    """First word of the name: an ordinal, then adjectives, without loose ones («этот», «очередной»)."""
    start = left(line, i, floor)
    while start < i and (
        line.words[start].lemma in _LOOSE or line.words[start].pos == "DET" or line.words[start].text in ("и", ",")
    ):
        start += 1
    for k in range(start, i):
        if line.words[k].feats.get("VerbForm") == "Part" or line.words[k].lemma in _LOOSE:
            start = k + 1
    while start > floor and _ORDINAL.match(line.words[start - 1].text):
        start -= 1
    return start


def _end(line: Line, i: int) -> int:
    words_ = line.words
    end = right(line, i, by=_by(line, i), stop=_a_month, pairs=True)
    end = _pair(line, i, end)
    if end == i + 1:
        end = _latin(words_, end)
    while end < len(words_) and words_[end].text.isdigit() and words_[end].start == words_[end - 1].end:
        end += 1
    if end < len(words_) and end in line.quotes:
        end = line.quotes[end] + 1
    if end + 1 < len(words_) and words_[end].text in DASHES and _YEAR.match(words_[end + 1].text):
        end += 2
    return end


def _latin(words_: Sequence[Word], end: int) -> int:
    """Foreign words and abbreviations after the head, with a year: «ITMA ASIA + CITME 2016», «БРИКС»."""
    start = end
    while end < len(words_) and (
        (words_[end].text.isascii() and words_[end].text[:1].isupper()) or words_[end].text == "+"
    ):
        end += 1
    if end == start:
        return end + 1 if end < len(words_) and words_[end].text.isupper() and len(words_[end].text) > 1 else end
    return end + 1 if end < len(words_) and _YEAR.match(words_[end].text) else end


def _a_month(line: Line, k: int) -> bool:
    """«Год России в Китае в июле»: the time is no part of the name."""
    return line.words[k].lemma in _MONTHS


def _by(line: Line, i: int) -> frozenset[str]:
    """«по»; «в», «на» only in «Дни культуры Тувы в Хакасии», «Год России в Китае», where the host is part of it."""
    return _BY if line.words[i].lemma in ("день", "год", "неделя", "декада") else frozenset({"по"})


def _pair(line: Line, i: int, end: int) -> int:
    """«саммит Россия — Африка»: two names of places with a dash, in the nominative."""
    words_ = line.words
    k = i + 1
    if k < len(words_) and k in line.quotes:
        return max(end, line.quotes[k] + 1)
    if k + 2 < len(words_) and words_[k].text[:1].isupper():
        first = line.polities[k][0] if k in line.polities else k + 1
        if first + 1 < len(words_) and words_[first].text in DASHES and words_[first + 1].text[:1].isupper():
            return max(end, line.polities[first + 1][0] if first + 1 in line.polities else first + 2)
    return end


def _is_name(line: Line, start: int, i: int, end: int, head: GatheringWord) -> bool:
    words_ = line.words
    if words_[i].feats.get("Number") == "Plur" and words_[i].lemma not in (
        "день",
        "игра",
        "гастроли",
        "чтение",
        "учение",
    ):
        return False
    quoted = any(k in line.quotes for k in range(i + 1, end))
    number = any(_ORDINAL.match(words_[k].text) for k in range(start, i)) or _ordinal_word(line, start, i)
    capital = any(words_[k].text[:1].isupper() and k > 0 for k in range(start, i + 1))
    latin = end > i + 1 and words_[i + 1].text.isascii() and words_[i + 1].text.isalpha()
    if head.word in _GENERIC_DAYS:
        if head.word in ("день", "год"):
            return (
                words_[i].text[:1].isupper()
                and end > i + 1
                and not words_[i + 1].text.isdigit()
                and (
                    head.word == "день"
                    or i + 1 in line.polities
                    or any(k in line.polities for k in range(i + 1, end))
                    or (capital and words_[i + 1].pos in ("NOUN", "ADJ"))
                )
            )
        return (
            (quoted and i + 1 in line.quotes)
            or (capital and i > 0 and (end > i + 1 or start < i))
            or (head.word == "заседание" and _of_body(line, i, end))
        )
    adjective = any(
        modifier(words_[k])
        and (
            k in line.inside
            or words_[k].lemma.startswith(("междун", "межрег", "всеросс", "всемир", "евраз", "экономич", "инвестиц"))
        )
        for k in range(start, i)
    )
    inside = any(k in line.inside or words_[k].text[:1].isupper() for k in range(i + 1, end))
    if head.sort == "weak":
        return (
            quoted
            or (capital and (end > i + 1 or start < i) and not (start == 0 and i == 0))
            or (number and end > i + 1)
        )
    return (
        quoted
        or latin
        or number
        or adjective
        or inside
        or _dashed(line, i, end)
        or (capital and (end > i + 1 or start < i))
    )


def _of_body(line: Line, i: int, end: int) -> bool:
    return any(line.words[k].lemma in ("комиссия", "межправкомиссия", "совет") for k in range(i + 1, end)) and any(
        k in line.inside or line.words[k].lemma.startswith("межправит") or line.words[k].text[:1].isupper()
        for k in range(i + 1, end)
    )


def _dashed(line: Line, i: int, end: int) -> bool:
    return any(line.words[k].text in DASHES for k in range(i + 1, end))


def _ordinal_word(line: Line, start: int, i: int) -> bool:
    return any(
        line.words[k].feats.get("NumType") == "Ord"
        or line.words[k].lemma in ("первый", "второй", "третий", "четвертый", "пятый", "юбилейный")
        for k in range(start, i)
    )


def _joined(found: Sequence[Mention]) -> tuple[Mention, ...]:
    """One number for names of which one's stems hold the other's."""
    known: list[frozenset[str]] = []
    short: list[set[str]] = []
    result = []
    for mention in found:
        stem, bare = stems(mention.name), mention.name.split("-")[0]
        at = next(
            (n for n, other in enumerate(known) if (stem and (stem <= other or other <= stem)) or bare in short[n]),
            None,
        )
        if at is None:
            at = len(known)
            known.append(stem)
            short.append({bare} if bare.isupper() else {initials(mention.name)})
        elif len(stem) > len(known[at]):
            known[at] = stem
        result.append(replace(mention, entity=at))
    return tuple(result)
