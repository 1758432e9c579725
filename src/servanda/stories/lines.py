"""Which lines of a text are the story, and which belong to the page around it: imprint, terms, share links, credits."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from itertools import pairwise

from servanda.model.span import Span
from servanda.stories.datelines import dateline, is_date_line, is_day

LETTERS = re.compile(r"[^\W\d_]")
TWO_LETTERS = re.compile(r"[^\W\d_][\W\d_]*+[^\W\d_]")
HASHTAGS = re.compile(r"(?:\W*#\w+)+\W*")
LINKS = re.compile(r"\[[^\[\]\n]*\]\([^()\s]*\)")
SOCIAL = r"t\.me|telegram\.me|vk\.com|ok\.ru|max\.ru|dzen\.ru|rutube\.ru|youtube\.com"
CHANNEL = re.compile(rf"\]\((?:https?://)?(?:{SOCIAL})/", re.IGNORECASE)
TAIL = ("imprint", "terms")
SHORT = 200
"""Characters up to which a line without a full stop can be a title in a list of others or a scrap of a footer."""
OPENING = 4
"""Lines at the beginning of a text among which a day without its year, or a mere name, is that of the page."""
PERSON = re.compile(
    r"[А-ЯЁ][а-яё]+(?: [А-ЯЁ][а-яё]+)?(?: [А-ЯЁ][а-яё]+(?:ов|ев|ин|ын|ий|ова|ева|ина|ына|ая|ко|ук|юк|ян|дзе))"
)
"""A name with its surname and nothing else: an author's line."""
SENTENCE_START = re.compile(r"(?<=[.!?»\"])\s+(?=[А-ЯЁA-Z©(«\"])|\s+(?=©)")


class Wording:
    """Patterns of which one is looked for in a line; those that begin with `^` are tried at its beginning alone."""

    def __init__(self, patterns: Sequence[str]) -> None:
        opening = [pattern.removeprefix("^") for pattern in patterns if pattern.startswith("^")]
        self._opening = re.compile("|".join(f"(?:{pattern})" for pattern in opening) or "(?!)", re.IGNORECASE)
        self._anywhere = [re.compile(pattern, re.IGNORECASE) for pattern in patterns if not pattern.startswith("^")]

    def is_in(self, line: str) -> bool:
        return self._opening.match(line) is not None or any(one.search(line) for one in self._anywhere)


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of lines that are no part of the story."""

    name: str
    longest: int
    strong: Wording
    patterns: Wording

    def opens_tail(self, line: str) -> bool:
        return len(line) <= self.longest and self.strong.is_in(line)

    def holds(self, line: str) -> bool:
        return len(line) <= self.longest and (self.strong.is_in(line) or self.patterns.is_in(line))


@dataclass(frozen=True, slots=True)
class Line:
    """A line, or a sentence of a line that goes over into a footer: where it stands, as given and as cleaned."""

    span: Span
    given: str
    clean: str
    kind: str | None = None
    """Why it is no part of the story (`imprint`, `share`, …); None where it is."""


@cache
def kinds() -> tuple[Kind, ...]:
    """The kinds of `data/lines.toml`, in its order."""
    table = tomllib.loads(resources.files("servanda.stories").joinpath("data/lines.toml").read_text("utf-8"))
    return tuple(
        Kind(
            name,
            entry["longest"],
            Wording(entry["strong"]),
            Wording(entry["patterns"]),
        )
        for name, entry in table.items()
    )


def lines(text: str, clean: str) -> list[Line]:
    """All lines that hold anything, in order, each with the reason why it is no part of the story, or None."""
    return _blocks(_rejoined([_classed(line) for line in _cut(text, clean)]))


def _cut(text: str, clean: str) -> list[Line]:
    """The lines of `clean`; long ones that end in a footer are cut into their sentences."""
    found, start = [], 0
    for row in clean.split("\n"):
        end = start + len(row)
        pieces = [(start, end)]
        if len(row) > SHORT and _footer_inside(row, text[start:end]):
            cuts = [start, *(start + cut.end() for cut in SENTENCE_START.finditer(row)), end]
            pieces = list(pairwise(cuts))
        found += [line for a, b in pieces if (line := _line(text, clean, a, b))]
        start = end + 1
    return found


def _footer_inside(clean: str, given: str) -> bool:
    return (
        "©" in given
        or re.search(r"При (?:полном или частичном )?(?:перепечатк|цитирован|использован|копирован)", clean) is not None
    )


def _line(text: str, clean: str, start: int, end: int) -> Line | None:
    shown = clean[start:end]
    body = shown.strip()
    if not body and not text[start:end].strip():
        return None
    lead = len(shown) - len(shown.lstrip()) if body else 0
    span = Span(start + lead, start + lead + len(body)) if body else Span(start, end)
    return Line(span, text[start:end].strip(), body)


def _classed(line: Line) -> Line:
    return replace(line, kind=_kind(line))


def _kind(line: Line) -> str | None:
    if not TWO_LETTERS.search(line.clean[:400]) and "%" not in line.clean:
        return "mark"
    if HASHTAGS.fullmatch(line.given[:1000]):
        return "tags"
    if _only_channel_links(line.given):
        return "subscribe"
    if is_date_line(line.clean):
        return "date"
    given = " ".join(line.given.replace("ё", "е").split())
    shown = " ".join(line.clean.replace("ё", "е").split()).strip("-—–|•·> ")
    signed = "©" in given or (given.startswith("*") and given.count("**") < 2 and not given.endswith("*"))
    for kind in kinds():
        if kind.holds(shown) or (signed and kind.holds(given)):
            return kind.name
    return None


def _only_channel_links(given: str) -> bool:
    if "](" not in given or not CHANNEL.search(given):
        return False
    return not LETTERS.search(LINKS.sub("", given))


def _rejoined(rows: list[Line]) -> list[Line]:
    """Two lines that only a break parts, and that make a term or an imprint together, are both of that kind."""
    result = list(rows)
    for at, (one, other) in enumerate(pairwise(rows)):
        if one.kind is None and other.kind in (None, *TAIL) and other.clean[:1].islower() and len(one.clean) <= SHORT:
            kind = _kind(Line(one.span, f"{one.given} {other.given}", f"{one.clean} {other.clean}"))
            if kind in TAIL:
                result[at] = replace(one, kind=kind)
                result[at + 1] = replace(other, kind=kind)
    return result


def _blocks(rows: list[Line]) -> list[Line]:
    """Adds what only its place tells: scraps of a footer after the imprint, titles under «Читайте также»."""
    result: list[Line] = []
    listing = tail = False
    for at, row in enumerate(rows):
        kind = row.kind
        scrap = len(row.clean) <= SHORT and not row.clean.endswith((".", "!", "…"))
        if kind is None and scrap and listing:
            kind = "related"
        elif kind is None and scrap and tail:
            kind = "imprint"
        elif kind is None and at < OPENING and is_day(row.clean):
            kind = "date"
        elif kind is None and at and (at < OPENING or at >= len(rows) - 2) and _is_author(row, rows):
            kind = "credit"
        listing = kind == "related" and (listing or _heads_list(row.clean))
        tail = tail or _opens_tail(row)
        result.append(replace(row, kind=kind))
    return result


def _is_author(row: Line, rows: Sequence[Line]) -> bool:
    """A name alone on a line is an author's, unless the story tells of him: then it stands under his picture."""
    if not PERSON.fullmatch(row.clean):
        return False
    surname = row.clean.split()[-1]
    stem = re.compile(rf"\b{surname[: max(4, len(surname) - 2)]}")
    return not any(stem.search(other.clean) for other in rows if other is not row and other.kind is None)


def _heads_list(line: str) -> bool:
    """«Читайте также» alone heads a list of titles; with a title on its own line it does not."""
    return len(line) < 40 and line.rstrip(": ").count(" ") <= 3


def _opens_tail(row: Line) -> bool:
    return row.kind in TAIL and any(
        kind.opens_tail(row.given.replace("ё", "е")) for kind in kinds() if kind.name in TAIL
    )


def body(rows: Sequence[Line], clean: str) -> tuple[Span, ...]:
    """The stretches to be coded: the story's lines, wrapped ones joined, datelines cut off."""
    spans: list[Span] = []
    for row in rows:
        if row.kind is not None:
            continue
        if spans and _wrapped(clean, spans[-1], row):
            spans[-1] = Span(spans[-1].start, row.span.end)
            continue
        start = row.span.start + dateline(row.clean)
        if start < row.span.end:
            spans.append(Span(start, row.span.end))
    return tuple(spans)


def _wrapped(clean: str, before: Span, row: Line) -> bool:
    """Whether a line goes on the one right above it, as in a text set to a width: no full stop, then a small letter."""
    between = clean[before.end : row.span.start]
    return (
        between.count("\n") == 1
        and clean[before.end - 1] not in ".!?…:;"
        and (row.clean[:1].islower() or row.clean[:1].isdigit())
    )
