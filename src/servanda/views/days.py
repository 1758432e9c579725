"""Times of the codebook (EDTF) in words: `2023-09` as «сентябрь 2023 года», `../2024` as «до конца 2024 года»."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from servanda.model.when import valid
from servanda.views.cite import Language, plain

ROMAN = ("I", "II", "III", "IV")
SEASONS = {"ru": ("весна", "лето", "осень", "зима"), "en": ("spring", "summer", "autumn", "winter")}
SEASONS_OF = ("весны", "лета", "осени", "зимы")


@lru_cache(maxsize=4096)
def in_words(edtf: str, language: Language = "ru") -> str:
    """The time as people write it; what is no EDTF of the codebook stays as it is."""
    if not valid(edtf):
        return plain(edtf)
    first, slash, last = edtf.partition("/")
    russian = language == "ru"
    if not slash:
        return _point(edtf, language)
    if first == "..":
        return f"до {_until(last)}" if russian else f"by {_end_of(last)}{_point(last, language)}"
    if last == "..":
        return f"с {_point(first, language, of=True)}" if russian else f"from {_point(first, language)}"
    if _one_month(first, last):
        month = _point(last, language, of=True).split(" ", 1)[1]
        return f"{int(first[8:10])}–{int(last[8:10])} {month}"
    return f"{_point(first, language)} – {_point(last, language)}"


def _one_month(first: str, last: str) -> bool:
    return len(first) == len(last) == 10 and first[:7] == last[:7]


def _until(last: str) -> str:
    """«конца 2024 года», «14 июня 2024 года»: what stands after «до»."""
    return _point(last, "ru", of=True) if len(last) == 10 else f"конца {_point(last, 'ru', of=True)}"


def _end_of(last: str) -> str:
    return "" if len(last) == 10 else "the end of "


def _point(edtf: str, language: Language, *, of: bool = False) -> str:
    """A time that is no interval; `of`: in the genitive, «сентября 2023 года»."""
    from babel.dates import format_date

    about = edtf.endswith("~")
    year, *rest = edtf.rstrip("~").split("-")
    russian, part = language == "ru", int(rest[0]) if rest else 0
    of = of or about
    locale = "ru" if russian else "en_GB"
    if len(rest) == 2:
        day = date(int(year), part, int(rest[1]))
        text = format_date(day, "d MMMM y 'года'" if russian else "d MMMM y", locale=locale)
    elif not rest:
        text = f"{year} {'года' if of else 'год'}" if russian else year
    elif part <= 12:
        name = format_date(date(int(year), part, 1), "MMMM" if of else "LLLL", locale=locale)
        text = f"{name} {year} года" if russian else f"{name} {year}"
    elif part <= 24:
        name = SEASONS_OF[part - 21] if of and russian else SEASONS[language][part - 21]
        text = f"{name} {year} года" if russian else f"{name} {year}"
    else:
        number = ROMAN[part - 33]
        text = f"{number} {'квартала' if of else 'квартал'} {year} года" if russian else f"Q{part - 32} {year}"
    return f"{'около' if russian else 'about'} {text}" if about else text
