"""What these pages take from an address: parties by name or code, a word of a list, the number of a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from starlette.requests import Request

from servanda.views.queries.polities import named

Word = TypeVar("Word", bound=str)
LAST_PAGE = 100_000
MOST = 6
"""Parties in one question."""


@dataclass(frozen=True, slots=True)
class Parties:
    """The polities asked for by `polity`, and what was asked for that names none."""

    codes: tuple[str, ...]
    unknown: tuple[str, ...]


def parties_of(request: Request) -> Parties:
    """The polities of an address, by code or name; what is empty is passed over."""
    given = [text for text in request.query_params.getlist("polity") if text.strip()][:MOST]
    codes = [named(text) for text in given]
    known = tuple(dict.fromkeys(code for code in codes if code))
    return Parties(known, tuple(text for text, code in zip(given, codes, strict=True) if code is None))


def one_of(request: Request, name: str, words: Sequence[Word]) -> Word | None:
    """The value of a part of the query where it is one of these words."""
    given = request.query_params.get(name)
    return next((word for word in words if word == given), None)


def number_of(request: Request, name: str) -> int:
    """A number from 1; 1 where there is none."""
    text = request.query_params.get(name, "")
    return min(max(int(text), 1), LAST_PAGE) if text.isascii() and text.isdigit() and len(text) < 9 else 1
