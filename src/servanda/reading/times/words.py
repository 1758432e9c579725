"""The words of the calendar as patterns, and what each of them stands for."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

Table = dict[int, re.Pattern[str]]


@cache
def calendar() -> dict[str, dict[str, str]]:
    """The tables of `calendar.toml`: pattern by number or name."""
    tables: dict[str, dict[str, str]] = tomllib.loads(
        files("servanda.reading.times").joinpath("data/calendar.toml").read_text("utf-8")
    )
    return tables


def any_of(table: str, *keys: str) -> str:
    """One pattern for all words of a table, or for those of some of its keys."""
    words = calendar()[table]
    return "(?:" + "|".join(f"(?:{words[key]})" for key in (keys or words)) + ")"


@cache
def _compiled(table: str) -> dict[str, re.Pattern[str]]:
    return {key: re.compile(pattern) for key, pattern in calendar()[table].items()}


def key_of(table: str, text: str) -> str | None:
    """The key of the row whose pattern matches the whole text."""
    return next((key for key, pattern in _compiled(table).items() if pattern.fullmatch(text)), None)


def number_of(table: str, text: str | None) -> int | None:
    """The same where keys are numbers; None for no text."""
    key = key_of(table, text) if text else None
    return None if key is None else int(key)
