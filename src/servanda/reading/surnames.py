"""How Russian declines names of people: from a form in a case back to the nominatives it may come from.

The rules are the school grammar's: possessive surnames (-ов, -ин), adjectival ones (-ский, -ой), nouns; feminine
surnames that end in a consonant and all that end in -о, -е, -и, -у, -ых stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

CASES = ("Nom", "Gen", "Dat", "Acc", "Ins", "Loc")
CONSONANTS = "бвгджзклмнпрстфхцчшщ"
_SOFT_OR_HISSING = "гкхжшчщ"

_POSSESSIVE = {"Gen": "а", "Acc": "а", "Dat": "у", "Ins": "ым", "Loc": "е"}
_POSSESSIVE_ENDS = ("ов", "ев", "ёв", "ин", "ын")
_ADJECTIVE_M = {
    "Gen": ("ого", "его"),
    "Acc": ("ого", "его"),
    "Dat": ("ому", "ему"),
    "Ins": ("им", "ым"),
    "Loc": ("ом", "ем"),
}
_ADJECTIVE_F = {"Gen": ("ой", "ей"), "Dat": ("ой", "ей"), "Ins": ("ой", "ей"), "Loc": ("ой", "ей"), "Acc": ("ую", "юю")}
_CONSONANT = {"Gen": ("а",), "Acc": ("а",), "Dat": ("у",), "Ins": ("ом", "ем"), "Loc": ("е",)}
_SHORT_I = {"Gen": ("я",), "Acc": ("я",), "Dat": ("ю",), "Ins": ("ем", "ём"), "Loc": ("е", "и")}
_A = {"Gen": ("ы", "и"), "Dat": ("е",), "Acc": ("у",), "Ins": ("ой", "ей"), "Loc": ("е",)}
_YA = {"Gen": ("и",), "Dat": ("е", "и"), "Acc": ("ю",), "Ins": ("ей", "ёй"), "Loc": ("е", "и")}
_SOFT_F = {"Gen": ("и",), "Dat": ("и",), "Acc": ("ь",), "Ins": ("ью",), "Loc": ("и",)}


_SURNAME = re.compile(
    r"(?:[оеё]в|[иы]н)(?:а|у|ым|е|ой)?$|[сц]к(?:ий|ого|ому|им|ая|ой|ую)$|(?:енко|чук|ян|дзе|швили|ич|оглу|улы|заде)(?:а|у|ом|ем|е)?$"
)


def surname_ending(form: str) -> bool:
    """Whether the form (lower case, any case) ends as surnames do."""
    return len(form) > 4 and bool(_SURNAME.search(form))


def _stems(form: str, ends: tuple[str, ...]) -> Iterator[str]:
    for end in ends:
        if form.endswith(end) and len(form) - len(end) >= 2:
            yield form[: -len(end)]


@lru_cache(maxsize=8192)
def origins(form: str, gender: str, case: str) -> tuple[tuple[str, float], ...]:
    """Nominatives that `form` (lower case) may be the `case` of, for `Masc` or `Fem`, with weights."""
    found: dict[str, float] = {}
    rules = _men(form, case) if gender == "Masc" else _women(form, case)
    for nominative, weight in rules:
        found[nominative] = max(weight, found.get(nominative, 0.0))
    return tuple(found.items())


def _men(form: str, case: str) -> Iterator[tuple[str, float]]:
    if case == "Nom":
        yield form, _plain_man(form)
        return
    for stem in _stems(form, (_POSSESSIVE[case],)):
        if stem.endswith(_POSSESSIVE_ENDS) and len(stem) > 3:
            yield stem, 2.0
    for stem in _stems(form, _ADJECTIVE_M[case]):
        if stem.endswith(("ск", "цк")):
            yield stem + "ий", 2.0
        elif stem[-1] in CONSONANTS and len(stem) > 2:
            yield stem + ("ий" if stem[-1] in "кг" else "ый"), 0.9
            yield stem + "ой", 0.8
    for stem in _stems(form, _CONSONANT[case]):
        if stem[-1] in CONSONANTS and not (form.endswith("ем") and stem[-1] not in "жшчщц"):
            yield stem, 0.6 if stem.endswith(_POSSESSIVE_ENDS) and len(stem) > 3 else 1.2
    for stem in _stems(form, _SHORT_I[case]):
        if stem[-1] in "аеоуиыэёюя" and (not form.endswith("и") or stem.endswith("и")):
            yield stem + "й", 1.2
        elif stem[-1] in CONSONANTS and not form.endswith("и"):
            yield stem + "ь", 1.0
    yield from _a_stems(form, case, 0.8)
    declines = form.endswith(_ADJECTIVE_M[case]) and case != "Loc"
    yield form, 1.0 if _unchanging(form) and not declines else -0.7


def _women(form: str, case: str) -> Iterator[tuple[str, float]]:
    if case == "Nom":
        yield form, _plain_woman(form)
        return
    ending = "у" if case == "Acc" else "ой"
    for stem in _stems(form, (ending,)):
        if stem.endswith(_POSSESSIVE_ENDS) and len(stem) > 3:
            yield stem + "а", 2.0
    for stem in _stems(form, _ADJECTIVE_F[case]):
        if stem.endswith(("ск", "цк")):
            yield stem + "ая", 2.0
        elif stem[-1] in CONSONANTS and not stem.endswith(_POSSESSIVE_ENDS):
            yield stem + "ая", 0.9 if stem.endswith(("н", "т")) and len(stem) > 4 else 0.5
    yield from _a_stems(form, case, 1.0)
    for stem in _stems(form, _SOFT_F[case]):
        if stem[-1] in CONSONANTS:
            yield stem + "ь", 0.6
    if form.endswith(("ой", "ей")):
        yield form, 0.6
    else:
        yield form, 1.0 if _unchanging(form) or form[-1] in CONSONANTS + "й" else -0.7


def _a_stems(form: str, case: str, weight: float) -> Iterator[tuple[str, float]]:
    for stem in _stems(form, _A[case]):
        hard = stem[-1] not in _SOFT_OR_HISSING
        if stem[-1] in CONSONANTS and (case != "Gen" or form.endswith("ы") == hard):
            yield stem + "а", weight
    for stem in _stems(form, _YA[case]):
        if stem[-1] in "аеоуиыэёюя" or (
            stem[-1] in CONSONANTS and stem[-1] not in _SOFT_OR_HISSING and case not in ("Dat", "Loc")
        ):
            yield stem + "я", weight - (0.0 if stem[-1] in "аеоуиыэёюя" else 0.3)


def _unchanging(form: str) -> bool:
    return (
        form.endswith(("о", "е", "и", "у", "ю", "э", "ы", "ых", "их", "уа", "иа", "оа"))
        or not form[-1].isalpha()
        or form.isascii()
    )


def _plain_man(form: str) -> float:
    if form.endswith(("ова", "ева", "ёва", "ина", "ына", "ская", "цкая", "ая")):
        return -1.5
    if form.endswith(("овой", "евой", "иной")):
        return 0.6
    if form.endswith(_POSSESSIVE_ENDS) or form.endswith(("ский", "цкий", "ой", "ый")):
        return 2.0
    return 1.0 if form[-1] in CONSONANTS + "йь" or _unchanging(form) else 0.3


def _plain_woman(form: str) -> float:
    if form.endswith(("ова", "ева", "ёва", "ина", "ына", "ская", "цкая")):
        return 2.0
    if form.endswith(_POSSESSIVE_ENDS) or form.endswith(("ский", "цкий", "ый")):
        return -2.0
    return 1.0 if form[-1] in "ая" or _unchanging(form) else 0.4
