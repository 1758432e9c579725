"""All case forms of a Russian name: dictionary words by pymorphy3, the rest by their endings.

A name that could decline in two ways (Сертолово, в Сертолово and в Сертолове; «Республики Беларусь» and «Республики
Беларуси») gets the forms of both: the forms are for recognising, not for writing.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

CASES = ("nomn", "gent", "datv", "accs", "ablt", "loct")
HARD = ("ый", "ого", "ому", "ый", "ым", "ом", "ая", "ой", "ую", "ой", "ою", "ое", "ые", "ых", "ым", "ыми")
VELAR = ("ий", "ого", "ому", "ий", "им", "ом", "ая", "ой", "ую", "ой", "ою", "ое", "ие", "их", "им", "ими")
SOFT = ("ий", "его", "ему", "ий", "им", "ем", "яя", "ей", "юю", "ей", "ею", "ее", "ие", "их", "им", "ими")
"""Endings of adjectives: masculine by case (6), feminine by case (5), neuter, plural by case (4)."""
ADJECTIVE = re.compile(r"(?:ый|ий|ой|ая|яя|ое|ее|ые|ие)$")
APPOSED = frozenset(
    ("республика", "королевство", "государство", "султанат", "область", "город", "район", "край", "велаят", "княжество")
) | {"остров", "провинция", "штат", "автономия", "аймак", "земля"}
"""After these the name itself may stay in the nominative: «Республики Беларусь», «области Абай»."""
GLUE = frozenset(["и", "—", "–", "-"])


@cache
def analyzer() -> Any:
    """The morphological dictionary, loaded once."""
    import pymorphy3

    return pymorphy3.MorphAnalyzer()


def adjective(word: str) -> tuple[str, ...]:
    """All forms of an adjective given in the masculine nominative: «башкирский», «тверской», «нижний»."""
    stem = word[:-2]
    if word.endswith("ний"):
        return tuple(stem + ending for ending in SOFT)
    if stem[-1:] in "кгхжшщч":
        first = ("ой", *VELAR[1:3], "ой", *VELAR[4:]) if word.endswith("ой") else VELAR
        return tuple(stem + ending for ending in first)
    first = ("ой", *HARD[1:3], "ой", *HARD[4:]) if word.endswith("ой") else HARD
    return tuple(stem + ending for ending in first)


def agreeing(word: str) -> tuple[str, ...]:
    """The six case forms of an adjective that stands before a noun, in the gender and number it is given in."""
    stem, end = word[:-2], word[-2:].lower()
    soft = end in ("яя", "ее") or (end in ("ий", "ие") and stem.endswith("н"))
    velar = stem[-1:].lower() in "кгхжшщч"
    i = "и" if velar or soft else "ы"
    o = "е" if soft else "о"
    if end in ("ая", "яя"):
        u = "юю" if soft else "ую"
        return (word, stem + o + "й", stem + o + "й", stem + u, stem + o + "й", stem + o + "й")
    if end in ("ые", "ие"):
        return (word, stem + i + "х", stem + i + "м", word, stem + i + "ми", stem + i + "х")
    return (word, stem + o + "го", stem + o + "му", word, stem + i + "м", stem + o + "м")


def dictionary(word: str) -> list[tuple[str, ...]]:
    """Case forms by the dictionary, one tuple for each reading as a noun; none if it does not know the word."""
    found: list[tuple[str, ...]] = []
    parses = [p for p in analyzer().parse(word) if p.is_known and "NOUN" in p.tag and "nomn" in p.tag]
    placed = [p for p in parses if "Geox" in p.tag]
    for parse in placed or parses:
        number = "plur" if "plur" in parse.tag else "sing"
        forms = [parse.inflect({case, number}) for case in CASES]
        if all(forms):
            found.append(tuple(restore(word, form.word) for form in forms))
    return list(dict.fromkeys(found))


def restore(given: str, form: str) -> str:
    """`form` with the capitals of `given`: «нью-йорка» as «Нью-Йорка»."""
    letters = [
        low.upper() if index < len(given) and given[index].isupper() and given[index].lower() == low else low
        for index, low in enumerate(form)
    ]
    return "".join(letters)


def ending(word: str) -> list[tuple[str, ...]]:
    """Case forms by the ending of a word that no dictionary has; both ways where it could be two."""
    low = word.lower()
    still = (word,) * 6
    if len(low) < 3 or word.isupper():
        return [still]
    stem = word[:-1]
    if re.search(r"(?:[оеё]во|[иы]но)$", low):
        return [still, (word, stem + "а", stem + "у", word, stem + "ом", stem + "е")]
    if low.endswith("ия"):
        return [(word, stem + "и", stem + "и", stem + "ю", stem + "ей", stem + "и")]
    if low.endswith("я"):
        return [(word, stem + "и", stem + "е", stem + "ю", stem + "ей", stem + "е")]
    if low.endswith("а"):
        i = "и" if stem[-1].lower() in "гкхжшщч" else "ы"
        o = "е" if stem[-1].lower() in "жшщчц" else "о"
        return [(word, stem + i, stem + "е", stem + "у", stem + o + "й", stem + "е")]
    if low.endswith("ы"):
        return [still, (word, stem, stem + "ам", word, stem + "ами", stem + "ах")]
    if low.endswith("ье"):
        return [(word, stem + "я", stem + "ю", word, stem + "ем", stem + "е")]
    if low[-1] in "оеиуюэё":
        return [still]
    if low.endswith("ь"):
        return [
            (word, stem + "и", stem + "и", word, word + "ю", stem + "и"),
            (word, stem + "я", stem + "ю", word, stem + "ем", stem + "е"),
        ]
    if low.endswith("й"):
        return [(word, stem + "я", stem + "ю", word, stem + "ем", stem + "е")]
    ways: list[tuple[str, ...]] = [
        (word, word + "а", word + "у", word, word + ("ем" if low[-1] in "жшщчц" else "ом"), word + "е")
    ]
    if re.search(r"[бвгджзклмнпрстфхцчшщ](?:ец|ок|ек)$", low):
        base = word[:-2] + word[-1]
        ways.append((word, base + "а", base + "у", word, base + ("ем" if low[-1] == "ц" else "ом"), base + "е"))
    return ways


@cache
def noun(word: str) -> tuple[tuple[str, ...], ...]:
    """Case forms of one noun of a name, every way it may decline."""
    if not re.search(r"[а-яё]", word):
        return ((word,) * 6,)
    if "-" in word:
        return hyphened(word)
    known = dictionary(word)
    if not known and len(word) > 4 and word.lower().endswith(("ый", "ий", "ой", "ая", "ое", "ые")):
        return (agreeing(word),)
    return tuple(dict.fromkeys(known or ending(word)))


def hyphened(word: str) -> tuple[tuple[str, ...], ...]:
    """«Ростов-на-Дону», «Кабардино-Балкария», «Йошкар-Ола»: which of the parts decline."""
    first, _, rest = word.partition("-")
    if rest.startswith(("на-", "де-", "ду-", "дель-", "ла-")):
        return tuple((*(f"{form}-{rest}" for form in way),) for way in noun(first))
    head, _, last = word.rpartition("-")
    if "-" not in head and (head.endswith(("ия", "ея")) or last.endswith(("ский", "цкий", "ный", "ний"))):
        return tuple((*(f"{a}-{b}" for a, b in zip(x, y, strict=True)),) for x in noun(head) for y in noun(last))
    return tuple((*(f"{head}-{form}" for form in way),) for way in noun(last))


def _tails(words: tuple[str, ...]) -> list[str | tuple[str, ...]]:
    """What stands in brackets: as it is, or declined."""
    return [" ".join(words), *ways(words)]


def ways(words: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Case forms of a name given as its words, one tuple of six for each way it may decline.

    Adjectives before the head decline with it, what follows the head stays («Организации Объединённых Наций»), save
    a name in apposition, which may stay or decline, and what is joined by «и» or a dash («Боснии и Герцеговины»).
    """
    if "'" in words[1:-1]:
        cut = words.index("'")
        return tuple(joined(" ".join(words[: cut + 1]), tail) for tail in ways(words[cut + 1 :]))
    if words[-1] == ")" and "(" in words[1:]:
        cut = words.index("(")
        return tuple(
            joined(head, "(", tail, ")")
            for head in ways(words[:cut])
            for tail in _tails(words[cut + 1 : -1])
        )
    for index, word in enumerate(words):
        if word in GLUE and 0 < index < len(words) - 1:
            tails = ways(words[index + 1 :])
            return tuple(joined(head, word, tail) for head in ways(words[:index]) for tail in tails)
    start = 0
    while start < len(words) - 1 and ADJECTIVE.search(words[start]):
        start += 1
    before = tuple(agreeing(word) for word in words[:start])
    rest = words[start + 1 :]
    tails = (tuple(" ".join(rest) for _ in CASES),) if rest else ((),)
    if rest and words[start].lower() in APPOSED:
        tails = (*tails, *ways(rest))
    return tuple(joined(*before, head, *((tail,) if tail else ())) for head in noun(words[start]) for tail in tails)


def joined(*columns: tuple[str, ...] | str) -> tuple[str, ...]:
    """The six forms of a phrase from those of its words; a plain string is the same in all cases."""
    return tuple(" ".join(c if isinstance(c, str) else c[case] for c in columns) for case in range(len(CASES)))


def phrase(name: str) -> tuple[str, ...]:
    """All case forms of a name of one or more words (parted by spaces), the nominative first, without repetition."""
    return tuple(dict.fromkeys([name, *(form for way in ways(tuple(name.split(" "))) for form in way)]))


def doubles(forms: tuple[str, ...]) -> tuple[str, ...]:
    """What else a one-word name can be by the dictionary: `common` (a common word), `person` (a name or surname)."""
    tags = [str(parse.tag) for form in forms for parse in analyzer().parse(form) if parse.is_known]
    common = any(not re.search("Geox|Surn|Name|Patr|Abbr|Orgn", tag) for tag in tags)
    person = any(re.search("Surn|Name", tag) for tag in tags) or bool(re.search("(?:[оеё]в|[иы]н)о$", forms[0]))
    return (*(["common"] if common else []), *(["person"] if person else []))


def inhabitant(word: str) -> tuple[str, ...]:
    """All forms, singular and plural, of «казахстанец», «уфимка», «киевлянин»."""
    for parse in analyzer().parse(word):
        if parse.is_known and "NOUN" in parse.tag and "nomn" in parse.tag and "anim" in parse.tag:
            return tuple(dict.fromkeys(form.word for form in parse.lexeme if "NOUN" in form.tag))
    if word.endswith(("анин", "янин")):
        many = word[:-2]
        plural = (many + "е", many, many + "ам", many + "ами", many + "ах")
        return (word, *(word + e for e in ("а", "у", "ом", "е")), *plural)
    if word.endswith("ец"):
        base = word[:-2] + ("й" if word[-3] in "аеёиоуыэюя" else "") + "ц"
        return (word, *(base + e for e in ("а", "у", "ем", "е", "ы", "ев", "ам", "ами", "ах")))
    if word.endswith("ка"):
        base = word[:-1]
        return (word, *(base + e for e in ("и", "е", "у", "ой", "ам", "ами", "ах")), word[:-2] + "ок")
    return (word, *(word + e for e in ("а", "у", "ом", "е", "и", "ов", "ам", "ами", "ах")))
