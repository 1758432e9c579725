"""Russian numbers in digits and in words, as patterns to build on and as values."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

DIGITS = r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?"
ORDINAL_ENDING = r"(?:ый|ий|ой|ье|ое|ая|ья|ого|ьего|ому|ьему|ым|ьим|ом|ьем|ую|ью|ьей|ые|ьи|ых|ьих)"


@cache
def _tables() -> dict[str, dict[str, float]]:
    """Word to value, for each table of `numerals.toml`."""
    rows = tomllib.loads(files("servanda.reading").joinpath("data/numerals.toml").read_text("utf-8"))
    cardinals = _flat(rows["cardinals"])
    return {
        "cardinals": {word: value for form, value in cardinals.items() for word in form.split()},
        "ordinals": _flat(rows["ordinals"]),
        "roman": _flat(rows["roman"]),
    }


def _flat(table: dict[str, str]) -> dict[str, float]:
    return {words: float(value) for value, words in table.items()}


def _any(words: dict[str, float]) -> str:
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


def cardinal_pattern() -> str:
    """A cardinal number in digits or words: «12», «2 500,5», «двадцать пять», «три с половиной», «2-3», «полторы»."""
    word = f"(?:{_any(_tables()['cardinals'])})"
    words = rf"{word}(?:\s+{word})*(?:\s+с\s+половиной)?"
    one = rf"(?:{DIGITS}|{words})"
    return rf"{one}(?:\s?[-–—]\s?{one})?(?![\w])"


def ordinal_pattern() -> str:
    """An ordinal number in words, in any case: «двадцать пятого», «первой»."""
    return rf"(?:(?:двадцать|тридцать)\s+)?(?:{_any(_tables()['ordinals'])}){ORDINAL_ENDING}\b"


def cardinal(text: str) -> float | None:
    """The value of what `cardinal_pattern` matched; of a range («две-три») the upper end; None if it is no number."""
    last = re.split(r"(?<=[\w])\s?[-–—]\s?(?=\w)", text.strip().lower().replace("ё", "е"))[-1]
    if last[:1].isdigit():
        return _digits(last)
    if not last:
        return None
    total, half = 0.0, False
    for word in last.split():
        if word in ("с", "половиной"):
            half = True
        elif word in _tables()["cardinals"]:
            total += _tables()["cardinals"][word]
        else:
            return None
    return total + 0.5 if half else total


def _digits(text: str) -> float | None:
    try:
        return float(re.sub(r"\s", "", text).replace(",", "."))
    except ValueError:
        return None


def ordinal(text: str) -> int | None:
    """The value of an ordinal in words, digits («2-й», «12») or Roman figures up to four; None if it is none."""
    low = text.strip().lower().replace("ё", "е")
    if number := re.match(r"\d{1,4}", low):
        return int(number[0])
    if low in _tables()["roman"]:
        return int(_tables()["roman"][low])
    tens, _, rest = low.rpartition(" ")
    for stem in sorted(_tables()["ordinals"], key=len, reverse=True):
        if rest.startswith(stem):
            return int(_tables()["ordinals"][stem]) + {"двадцать": 20, "тридцать": 30}.get(tens.strip(), 0)
    return None
