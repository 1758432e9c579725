"""Where a person's name begins and ends: the network's names with initials taken in and words of no name left out."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from servanda.knowledge.organisations import known_at
from servanda.knowledge.word_sets import word_set
from servanda.model.marked import Word
from servanda.reading.first_names import is_first_name, is_initial, patronymic_gender
from servanda.reading.inflection import readings
from servanda.reading.lines import Line

_BREAKS = frozenset("()•|;:/—–,")
_ROMAN = re.compile("[IVX]+")
_NAMES = frozenset({"Name", "Surn", "Patr"})
_NAMED_SO = _NAMES | {"Geox", "Orgn"}
_TITLES = word_set("person_ranges", "titles")
_LOOSE = ("VERB", "ADV", "PART", "CCONJ", "SCONJ", "ADP")


def name_ranges(line: Line, inner: Collection[str] = ()) -> list[tuple[int, int]]:
    """First word and the index after the last of each name. `inner` are beginnings (see `beginning`) of words that are
    names inside a sentence somewhere in the story: such a word is a name where it opens a sentence too.
    """
    words = line.words
    found: list[tuple[int, int]] = []
    for first, last in _joined(words, list(_pieces(words, line.persons))):
        start, end = _bare(words, first, last)
        start = _past_opening_word(line, start, end, inner)
        start = _past_title(words, _past_body(line, start, end), end)
        start = with_initials(line, start, found[-1][1] if found else 0)
        if start < end and not _is_abbreviation(line, start, end):
            found.append((start, _to_its_end(line, end)))
    return found


def beginning(word: str) -> str:
    """The first letters of a word, by which its forms know one another."""
    return word[:4].lower()


def inner_names(rows: Sequence[Line]) -> frozenset[str]:
    """Beginnings of the words of names that do not open a sentence."""
    return frozenset(
        beginning(line.words[k].text) for line in rows for start, end in line.persons.items() for k in range(start, end)
        if k > 0
    )  # fmt: skip


def _pieces(words: Sequence[Word], persons: Mapping[int, int]) -> Iterator[tuple[int, int]]:
    """The network's names cut where they run over a bracket, a bullet or a dash («Джон Смит (John Smith)» is two), and
    between two people («мать Ксении Людмила Нарусова»)."""
    for start, end in sorted(persons.items()):
        first = start
        for k in range(start, end + 1):
            broken = k == end or words[k].text in _BREAKS or (words[k].text == "." and _is_roman(words[k - 1]))
            if broken or (k > first and _is_another(words, first, k, end)):
                if k > first:
                    yield first, k
                first = k + broken


def _is_roman(word: Word) -> bool:
    return bool(_ROMAN.fullmatch(word.text))


def _is_another(words: Sequence[Word], start: int, k: int, end: int) -> bool:
    """Whether the word begins the name of another person: of another case, and tied by the tree to no word before."""
    case, before = words[k].feats.get("Case"), words[k - 1].feats.get("Case")
    if case is None or before is None or case == before or words[k].rel.startswith("flat"):
        return False
    return not start <= words[k].head < end and k not in (words[j].head for j in range(start, k))


def _joined(words: Sequence[Word], pieces: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """A name that the network gave in two is one where the tree joins its words: «Фёдора», «Емельяненко»."""
    held: tuple[int, int] | None = None
    for start, end in pieces:
        if held is not None and held[1] == start and _belongs(words, held, start):
            held = held[0], end
            continue
        if held is not None:
            yield held
        held = start, end
    if held is not None:
        yield held


def _belongs(words: Sequence[Word], before: tuple[int, int], k: int) -> bool:
    """Whether the name that begins at a word goes on from the one before, which is one word or ends in a patronymic."""
    start, end = before
    if end - start > 1 and not patronymic_gender(words[k - 1].text.lower()):
        return False
    if words[k].feats.get("Case") != words[k - 1].feats.get("Case"):
        return False
    if words[k].rel.startswith("flat") and start <= words[k].head < end:
        return True
    return k + 1 < len(words) and bool(patronymic_gender(words[k + 1].text.lower()))


def _bare(words: Sequence[Word], start: int, end: int) -> tuple[int, int]:
    """Without marks and words in small letters around, but for the particles of foreign names."""
    while start < end and (
        not words[start].text[:1].isalpha()
        or (words[start].text[:1].islower() and words[start].text.lower() not in _LEADING)
    ):
        start += 1
    while end > start and not words[end - 1].text[:1].isalpha():
        end -= 1
    return start, end


_LEADING = frozenset({"фон", "ван", "де", "аль", "бин", "ибн", "да", "ас"})


def with_initials(line: Line, start: int, floor: int = 0) -> int:
    """Back over «Р. Ф.» before a surname, not beyond the word `floor`."""
    words = line.words
    while start > floor + 1 and words[start - 1].text == "." and _letter(words[start - 2]):
        start -= 2
    return start


def _to_its_end(line: Line, end: int) -> int:
    """On over initials and a patronymic behind a surname; the dot after an initial belongs to the name."""
    words = line.words
    while end < len(words) and _letter(words[end]) and _dot(words, end + 1) and end not in line.persons:
        end += 2
    if _letter(words[end - 1]) and _dot(words, end) and not words[end - 1].text.isascii():
        end += 1
    if end < len(words) and patronymic_gender(words[end].text.lower()):
        end += words[end].text[:1].isupper() and words[end].pos in ("PROPN", "NOUN")
    return end


def _letter(word: Word) -> bool:
    return len(word.text) == 1 and is_initial(word.text)


def _dot(words: Sequence[Word], k: int) -> bool:
    return k < len(words) and words[k].text == "."


def _is_abbreviation(line: Line, start: int, end: int) -> bool:
    text = line.words[start].text
    return end == start + 1 and start in line.inside and text.isupper() and len(text) > 2


def _past_opening_word(line: Line, start: int, end: int, inner: Collection[str]) -> int:
    """Index after a word that only the sentence's beginning makes capital: «Отозванный посол», «Всё-таки Проди»,
    «Оппонентом Рубио»."""
    if start > 0 or start == end:
        return start
    first = line.words[start]
    known = readings(first.text)
    if not any(r.known for r in known) or any(r.marks & _NAMED_SO for r in known) or is_first_name(first.text.lower()):
        return start
    if _letter(first) and _dot(line.words, start + 1):
        return start
    if first.pos in _LOOSE or first.feats.get("VerbForm") == "Part" or (end == start + 1 and first.pos == "ADJ"):
        return start + 1
    return start if beginning(first.text) in inner else start + 1


def _past_title(words: Sequence[Word], start: int, end: int) -> int:
    """Index after a title with a capital: «Сэр Алекс Фергюсон», «Князь Голицын»."""
    if end - start < 2:
        return start
    return start + any(r.lemma in _TITLES for r in readings(words[start].text)[:1])


def _past_body(line: Line, start: int, end: int) -> int:
    """Index after a known body that the network took into the name: «Аль-Джазиры Сами Хадж»."""
    hit = known_at([w.text for w in line.words], start) if end - start > 1 else None
    return hit[0] if hit and hit[0] < end and hit[1].sort != "none" else start
