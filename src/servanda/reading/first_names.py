"""First names and patronymics: which they are, whose they are, and the particles that stand inside foreign names."""

from __future__ import annotations

import re
from functools import lru_cache

from servanda.knowledge.word_sets import word_set
from servanda.reading.inflection import readings

PARTICLES = word_set("first_names", "particles")
"""Words inside foreign names that do not change."""
INITIAL = re.compile(r"^[А-ЯЁA-Z]\.?(-?[А-ЯЁA-Z]\.?)?$")
_PATRONYMIC_M = re.compile(r"(ович|евич|ьич|мич|нич|кич)(а|у|ем|е)?$")
_PATRONYMIC_F = re.compile(r"(овн|евн|ичн|иничн)(а|ы|е|у|ой)$")
_WOMEN_IN_CONSONANT = word_set("first_names", "women_in_consonant")
_MEN_IN_A = word_set("first_names", "men_in_a")


@lru_cache(maxsize=1)
def known_first_names() -> frozenset[str]:
    """First names in lower case, from the list that the `natasha` distribution carries (MIT)."""
    from importlib.metadata import files

    for path in files("natasha") or ():
        if path.name == "first.txt":
            lines = path.read_text(encoding="utf-8").splitlines()
            return frozenset(line.strip().replace("ё", "е") for line in lines if line.strip())
    return frozenset()


def is_first_name(form: str) -> bool:
    """Whether the nominative (lower case) is a first name anybody knows."""
    return form.replace("ё", "е") in known_first_names()


def is_initial(text: str) -> bool:
    """«Р.», «А.С.», «Р»."""
    return bool(INITIAL.match(text)) and not (len(text) > 2 and "." not in text)


def patronymic_gender(form: str) -> str | None:
    """`Masc` or `Fem` where the form (lower case, any case) is a patronymic."""
    if len(form) < 6:
        return None
    if _PATRONYMIC_M.search(form):
        return "Masc"
    return "Fem" if _PATRONYMIC_F.search(form) else None


@lru_cache(maxsize=8192)
def first_name_gender(nominative: str) -> str | None:
    """The gender of a first name in the nominative (lower case); None for one that tells nothing."""
    if nominative in _WOMEN_IN_CONSONANT:
        return "Fem"
    if nominative in _MEN_IN_A:
        return "Masc"
    by_dictionary = {r.gender for r in readings(nominative) if "Name" in r.marks and r.case == "Nom"}
    if len(by_dictionary) == 1:
        return by_dictionary.pop()
    if not is_first_name(nominative):
        return None
    if nominative[-1] in "ая":
        return "Fem"
    return "Masc" if nominative[-1] in "бвгджзклмнпрстфхцчшщй" else None
