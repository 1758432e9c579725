"""The words in which people read kinds, stages, statuses and the rest, in Russian and English (`data/wording.toml`)."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from servanda.views.cite import Language


@cache
def wording(language: Language) -> dict[str, Any]:
    """All words of a language, by group."""
    text = (files("servanda.views") / "data" / "wording.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    return {group: {key: both[language] for key, both in words.items()} for group, words in table.items()}


def word(group: str, key: str, language: Language) -> str:
    """One word, as `word("status", "overdue", "ru")`; a key that the table lacks stays as it is."""
    found: str = wording(language)[group].get(key, key)
    return found


def counted(key: str, number: float, language: Language) -> str:
    """The unit `key` in the form that a number asks for, as `counted("flights", 2, "ru")`: «рейса»."""
    from babel import Locale

    found: str | list[str] = wording(language)["unit"].get(key, key)
    if isinstance(found, str):
        return found
    order = ("one", "other") if language == "en" else ("one", "few", "many")
    form = Locale(language).plural_form(abs(int(number) if number == int(number) else number))
    return found[order.index(form) if form in order else 1]
