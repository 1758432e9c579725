"""Sentences of a text: lines first, then razdel's rules in each line, and before them ours, where news break razdel's.

A rule looks at one sign that may end a sentence and says `True` (it does), `False` (it does not) or `None` (no idea).
Every rule looks at a bounded stretch to either side, so the time is linear in the text.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import resources
from itertools import pairwise

from razdel.rule import JOIN
from razdel.segmenters.sentenize import RULES, SentSplit, SentSplitter
from razdel.segmenters.sokr import SOKRS

from servanda.model.span import Span

_KNOWN = tomllib.loads(resources.files("servanda.reading").joinpath("data/sentences.toml").read_text("utf-8"))
_BEFORE_NAMES = frozenset(_KNOWN["before_names"])
_TIME_OPENINGS = frozenset(_KNOWN["time_openings"])
_NO_VERBS = frozenset(_KNOWN["no_verbs"])
_SPLITTER = SentSplitter()
_WINDOW = 10
_WORD = 12
"""Characters that an abbreviation, or a year with its «гг», stays within."""
_REACH = 120
"""How far a rule of ours looks to either side."""
_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_WORDS = re.compile(r"\w+(?:-\w+)*")
_LAST_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*$")
_YEAR = re.compile(r"\d{4}\s*гг?$")
_CAPITALISED = re.compile(r"\s+[«\"„]?[А-ЯЁA-Z][а-яёa-z]")
_GLUED_LEFT = re.compile(r"(?:[а-яё]{2}|\d г|[%»)])$")
_GLUED_RIGHT = re.compile(r"[«\"]?[А-ЯЁ][а-яё]|[А-ЯЁ] [а-яё]")
_VERB = re.compile(r"\w(?:л[аои]?|лся|л[аои]сь|[еиую]т|ят|[еиую]тся|[ая]тся|[аеё]н[аоы]?|[яиу]т[аоы])")
_SPEECH_DASH = re.compile(r"[—–-]\s+")
_EDGES = " \t\u00a0*"


@dataclass(frozen=True, slots=True)
class _Sign:
    """A sign in `text` that may end the sentence that starts at `begin`."""

    text: str
    begin: int
    start: int
    end: int

    @property
    def left(self) -> str:
        return self.text[max(self.begin, self.start - _REACH) : self.start]

    @property
    def right(self) -> str:
        return self.text[self.end : self.end + _REACH]

    @property
    def mark(self) -> str:
        return self.text[self.start : self.end]


def sentences(clean: str, body: Sequence[Span], headline: Span | None = None) -> list[Span]:
    """The sentences of the `body` stretches, in order, counted in `clean`; none crosses the edge of the headline.

    A closing quotation mark stays with its sentence; the dash that leads back from an attribution to speech («…, —
    сказал он. — Рейс откроют») is in none; stars of a markup are cut off; what has no letter and no digit is left out.
    """
    found: list[Span] = []
    for stretch in body:
        for part in _parts(stretch, headline):
            for start, end in _units(clean, part):
                found.extend(_unit(clean, start, end))
    return found


def _parts(stretch: Span, headline: Span | None) -> Iterator[Span]:
    edges = (headline.start, headline.end) if headline else ()
    cuts = [stretch.start, *(edge for edge in edges if stretch.start < edge < stretch.end), stretch.end]
    for start, end in pairwise(cuts):
        yield Span(start, end)


def _units(clean: str, part: Span) -> Iterator[tuple[int, int]]:
    """Lines, those put together that only the page's layout parts («по словам газеты ¶ «Дело» ¶ , рейс…»)."""
    lines = [line.span() for line in _LINE.finditer(clean, part.start, part.end) if not line.group().isspace()]
    goes_on = [False] + [_goes_on(clean, *before, *after) for before, after in pairwise(lines)]
    for number in range(1, len(lines) - 1):
        start, end = lines[number]
        if goes_on[number + 1] and end - start < _REACH // 2 and _open_end(clean, *lines[number - 1]):
            goes_on[number] = goes_on[number] or _adjacent(clean, lines[number - 1][1], start)
    first = 0
    for number in range(1, len(lines) + 1):
        if number == len(lines) or not goes_on[number]:
            yield lines[first][0], lines[number - 1][1]
            first = number


def _goes_on(clean: str, start: int, end: int, next_start: int, next_end: int) -> bool:
    """Whether the second line goes on with the sentence of the first: it starts low, or a bracket stands open."""
    if not _adjacent(clean, end, next_start):
        return False
    sign = clean[next_start:next_end].lstrip()[:1]
    if _in_brackets(clean[max(start, end - _REACH) : end], clean[next_start : next_start + _REACH]):
        return True
    return (sign.islower() or sign in ",;)") and _open_end(clean, start, end)


def _adjacent(clean: str, end: int, start: int) -> bool:
    """No empty line stands between."""
    return clean[end:start].count("\n") < 2


def _open_end(clean: str, start: int, end: int) -> bool:
    return clean[start:end].rstrip()[-1:] not in ".!?…:;"


def _unit(clean: str, start: int, stop: int) -> Iterator[Span]:
    text = clean[start:stop]
    begin = 0
    for last in (*_ends(text), len(text)):
        if span := _trimmed(text, begin, last, after_speech=begin > 0):
            yield Span(start + span.start, start + span.end)
        begin = last


def _ends(text: str) -> Iterator[int]:
    begin = 0
    for match in _SPLITTER.re.finditer(text):
        sign = _Sign(text, begin, match.start(), match.end())
        if _ends_sentence(sign):
            yield sign.end
            begin = sign.end


def _ends_sentence(sign: _Sign) -> bool:
    for rule in _RULES:
        decided = rule(sign)
        if decided is not None:
            return decided
    split = SentSplit(sign.left[-_WINDOW:], sign.mark, sign.right[:_WINDOW])
    split.buffer = sign.text[sign.begin : min(sign.start, sign.begin + _REACH)]
    for rule in RULES:
        action = rule(split)
        if action:
            return bool(action != JOIN)
    return True


def _trimmed(text: str, start: int, end: int, after_speech: bool) -> Span | None:
    while start < end and (text[start] in _EDGES or text[start].isspace()):
        start += 1
    while start < end and (text[end - 1] in _EDGES or text[end - 1].isspace()):
        end -= 1
    dash = _SPEECH_DASH.match(text, start, end) if after_speech else None
    start = dash.end() if dash else start
    return Span(start, end) if any(map(str.isalnum, text[start:end])) else None


def _in_brackets(left: str, right: str) -> bool:
    if "(" not in left:
        return False
    opened = left.rfind("(")
    if opened <= left.rfind(")"):
        return False
    closed = right.find(")")
    return closed >= 0 and "(" not in right[:closed]


def _low(sign: _Sign) -> bool | None:
    """No sentence starts low."""
    return False if sign.text[sign.end + 1 : sign.end + 2].islower() else None


def _semicolon(sign: _Sign) -> bool | None:
    return False if sign.mark == ";" else None


def _inside_brackets(sign: _Sign) -> bool | None:
    """«(Ангарск – Находка. – «НГ»)»."""
    return False if _in_brackets(sign.left + sign.mark, sign.right) else None


def _glued(sign: _Sign) -> bool | None:
    """«…к 2050 г.Нынешний план», «…по 40%.31 августа»: the space is missing. «им.Ленина» is no end."""
    after = sign.text[sign.end : sign.end + 1]
    if after.isspace() or not after:
        return None
    if sign.mark not in ".!?…" or not (after.isupper() or after in "«\"" or after.isdigit()):
        return False
    left, right = sign.left, sign.right
    if after.isdigit():
        return left.endswith("%")
    last = _LAST_WORD.search(left[-_WORD:])
    short = last is not None and (last.group().lower() in SOKRS or last.group().lower() in _BEFORE_NAMES)
    whole = not short or bool(_YEAR.search(left[-_WORD:]))
    return whole and bool(_GLUED_LEFT.search(left) and _GLUED_RIGHT.match(right))


def _before_name(sign: _Sign) -> bool | None:
    """«St. Petersburg»."""
    last = _LAST_WORD.search(sign.left[-_WORD:]) if sign.mark == "." else None
    return False if last and last.group().lower() in _BEFORE_NAMES else None


def _year(sign: _Sign) -> bool | None:
    """«…на 2027 г. Проект одобрен» ends a sentence, «В 2027 г. Уфа примет форум» does not."""
    if sign.mark != "." or not _YEAR.search(sign.left[-_WORD:]) or not _CAPITALISED.match(sign.right):
        return None
    if sign.start - sign.begin > _REACH:
        return True
    words = [word.lower() for word in _WORDS.findall(sign.left)]
    said = any(_VERB.fullmatch(word, max(0, len(word) - 5)) and word not in _NO_VERBS for word in words)
    return said or len(words) > 8 or words[0] not in _TIME_OPENINGS


_RULES: tuple[Callable[[_Sign], bool | None], ...] = (_semicolon, _glued, _low, _inside_brackets, _before_name, _year)
