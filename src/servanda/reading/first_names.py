"""First names and patronymics: which they are, whose they are, and the particles that stand inside foreign names."""

from __future__ import annotations

import re
from functools import lru_cache

from servanda.reading.inflection import readings

PARTICLES = frozenset(
    [
        "фон",
        "ван",
        "дер",
        "ден",
        "де",
        "ди",
        "да",
        "дос",
        "дас",
        "дю",
        "ла",
        "ле",
        "лос",
        "бин",
        "бен",
        "ибн",
        "аль",
        "аль-",
        "эль",
        "ас",
        "ан",
        "аш",
        "оглы",
        "оглу",
        "кызы",
        "заде",
        "хан",
        "паша",
        "бей",
        "ага",
        "и",
    ]
)
INITIAL = re.compile(r"^[А-ЯЁA-Z]\.?(-?[А-ЯЁA-Z]\.?)?$")
_PATRONYMIC_M = re.compile(r"(ович|евич|ьич|мич|нич|кич)(а|у|ем|е)?$")
_PATRONYMIC_F = re.compile(r"(овн|евн|ичн|иничн)(а|ы|е|у|ой)$")
_WOMEN_IN_CONSONANT = frozenset(
    [
        "гульназ",
        "айгуль",
        "гузель",
        "гюзель",
        "асель",
        "любовь",
        "жанель",
        "николь",
        "мишель",
        "рашель",
        "эстер",
        "кармен",
        "ирен",
        "элен",
        "гульшат",
        "алсу",
        "нурсулу",
        "эльмаз",
        "джейн",
        "энн",
        "кэтрин",
        "элизабет",
        "маргарет",
        "жаклин",
        "мадлен",
        "катрин",
        "ингрид",
        "астрид",
        "рут",
        "сьюзен",
        "хелен",
        "аннет",
        "жанет",
        "джудит",
        "эдит",
        "элис",
        "ширин",
        "гульнур",
        "айнур",
        "резеда",
        "адель",
        "рахиль",
        "юдифь",
        "нинель",
        "эсфирь",
        "марлен",
        "кристин",
        "шарлин",
        "надин",
        "мэй",
    ]
)
_MEN_IN_A = frozenset(
    [
        "илья",
        "никита",
        "данила",
        "фома",
        "кузьма",
        "лука",
        "савва",
        "муса",
        "мустафа",
        "иса",
        "абдулла",
        "заки",
        "яхья",
        "иона",
        "сила",
        "гаврила",
        "добрыня",
        "микола",
        "мыкола",
        "лёва",
        "лева",
        "миша",
        "саша",
        "паша",
        "коля",
        "ваня",
        "вася",
        "петя",
        "дима",
        "лёша",
        "леша",
        "женя",
        "слава",
        "гриша",
        "алишера",
        "мирза",
        "айса",
        "юнуса",
        "махмуда",
        "кости",
        "костя",
        "гена",
        "толя",
    ]
)


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
