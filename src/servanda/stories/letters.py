"""Letters that only look right: a text of the same length, character for character, as the reading engine wants it.

News sites and posts carry Latin letters in Russian words and Russian ones in Latin words, Roman numerals written with
the Ukrainian «І» and the Russian «Х», odd spaces, soft hyphens, stress marks, emoji. Nothing here changes the length:
evidence is cut from the text as it was given, by the same offsets.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from importlib import resources

LETTER = r"[^\W\d_]"
WORD = re.compile(rf"(?<!{LETTER})(?:[А-Яа-яЁё]*+(?![А-Яа-яЁё]){LETTER}++|[ХСМ]++(?!{LETTER}))")
"""A word with a letter that is not Russian, or one that may be a Roman numeral: no other needs looking at."""
ROMAN = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})\Z")
TO_ROMAN = str.maketrans("ІӀХСМLl", "IIXCMLI")
ROMAN_SIGNS = frozenset("IVXLCDMІӀХСМl")
SURE_ROMAN = frozenset("IVXLDІӀ")
MARK = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff\u0300-\u036f]")
MARKS = re.compile(
    r"(?<!\w)\w*+[\u00ad\u200b-\u200d\u2060\ufeff\u0300-\u036f][\w\u00ad\u200b-\u200d\u2060\ufeff\u0300-\u036f]*"
)
LONE = re.compile(r"(?<![\w.'’-])[acoykACOBKY](?= [«„\"]?([а-яёА-ЯЁ]))")
RUN_ON = re.compile(r"[A-Za-z]{2,}[а-яё]{2,}")
"""An address or a name run together with the next word: «example.ruсо ссылкой»."""
DROPPED = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
LINE_ENDS = frozenset("\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")
DASHES = {"\u2010": "-", "\u2011": "-", "\u2012": "–", "\u2212": "-", "\u2015": "—", "\u2043": "-"}
BLANK = frozenset(("Zs", "Cc", "Cf", "So", "Cs", "Co", "Cn", "Sk", "Me"))
"""Unicode categories of spaces, controls, emoji and what is no character at all."""


@cache
def look_alikes() -> tuple[dict[str, str], dict[str, str]]:
    """Latin (and Greek) letters to the Cyrillic ones they look like, and Cyrillic to Latin."""
    lines = resources.files("servanda.stories").joinpath("data/look_alikes.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    to_cyrillic = {foreign: cyrillic for cyrillic, foreigns in rows for foreign in foreigns}
    return to_cyrillic, {cyrillic: foreigns[0] for cyrillic, foreigns in rows if foreigns[0].isascii()}


def normalise(text: str) -> str:
    """The text with look-alike letters, odd spaces, marks and emoji replaced; of the same length.

    Inside a word that holds soft hyphens, zero-width characters or combining marks the letters close up and spaces
    follow them; everywhere else each character stands in its place.
    """
    chars = text.translate(SIGNS)
    chars = MARKS.sub(_close_up, chars) if MARK.search(chars) else chars
    chars = WORD.sub(_word, chars)
    return _lone_letters(chars)


class _Signs(dict[int, str]):
    """What stands for each character, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = _sign(chr(code))
        return self[code]


def _sign(char: str) -> str:
    if char in LINE_ENDS:
        return "\n"
    if char in DROPPED or char in "№©":
        return char
    if unicodedata.category(char) in BLANK or "\ufe00" <= char <= "\ufe0f":
        return " "
    return DASHES.get(char, char)


SIGNS = _Signs()


def _close_up(found: re.Match[str]) -> str:
    given = found[0]
    kept = unicodedata.normalize("NFC", "".join(char for char in given if char not in DROPPED))
    kept = "".join(char for char in kept if not unicodedata.combining(char))
    return kept + " " * (len(given) - len(kept))


def _word(found: re.Match[str]) -> str:
    word = found[0]
    return _roman(word, found) or _one_script(word)


def _roman(word: str, found: re.Match[str]) -> str | None:
    """«ХІХ» of whatever letters as Latin XIX; None where the word is no Roman numeral."""
    if not set(word) <= ROMAN_SIGNS or (word.isascii() and "l" not in word):
        return None
    numeral = word.translate(TO_ROMAN)
    if not ROMAN.match(numeral):
        return None
    if word.isascii():
        return numeral if len(word) > 2 and set(word) & SURE_ROMAN else None
    if set(word) == {"Х"}:
        initial = len(word) == 1 and found.string[found.end() : found.end() + 1] in (".", "/")
        return None if initial else numeral
    return numeral if set(word) & SURE_ROMAN else None


def _one_script(word: str) -> str:
    to_cyrillic, to_latin = look_alikes()
    if word.isascii():
        return word
    cyrillic = sum(1 for char in word if "Ѐ" <= char <= "ӿ")
    foreign = len(word) - cyrillic
    if not cyrillic or not foreign:
        return word
    sure_cyrillic = sum(1 for char in word if "Ѐ" <= char <= "ӿ" and char not in to_latin)
    sure_foreign = sum(1 for char in word if not "Ѐ" <= char <= "ӿ" and char not in to_cyrillic)
    if RUN_ON.fullmatch(word):
        return word
    if not sure_foreign and (sure_cyrillic or cyrillic >= foreign):
        return "".join(to_cyrillic.get(char, char) for char in word)
    if not sure_cyrillic:
        return "".join(to_latin.get(char, char) for char in word)
    return word


def _lone_letters(text: str) -> str:
    """«приехал c визитом» with a Latin «c»: a Russian word where the words around it are Russian."""
    to_cyrillic, _ = look_alikes()
    if not (lone := list(LONE.finditer(text))):
        return text
    chars = list(text)
    for found in lone:
        before = text[: found.start()].rstrip(" ")[-1:]
        inside = "а" <= before.lower() <= "я" or before in ",ё»"
        opening = before in ("", ".", "!", "?", "\n", "—", "«") and found[1].islower()
        if (inside and found[0].islower()) or (opening and found[0].isupper()):
            chars[found.start()] = to_cyrillic[found[0]]
    return "".join(chars)
