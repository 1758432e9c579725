"""The language of a page: as the user, the cookie or the browser says; and its texts, from the files of locale/."""

from __future__ import annotations

import re
from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from io import BytesIO
from typing import get_args

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from starlette.requests import Request

from servanda.views.cite import Language

LANGUAGES: tuple[Language, ...] = get_args(Language)
COOKIE = "language"
LONGEST_HEADER = 500
BOUND = re.compile(r"(?<=[\s(«>])([А-Яа-яЁё]{1,2}|№) (?=\S)|^([А-Яа-яЁё]{1,2}) (?=\S)| (?=—|– )")
"""Spaces at which a Russian line is not broken: after a word of one or two letters, before a dash."""


def chosen(request: Request, own: str | None = None) -> Language:
    """What the user set, else what this browser was set to, else what it asks for."""
    for language in LANGUAGES:
        if language == own:
            return language
    for language in LANGUAGES:
        if language == request.cookies.get(COOKIE):
            return language
    return asked(request.headers.get("accept-language", ""))


def asked(header: str) -> Language:
    """The best of our languages by an Accept-Language header; English for one who reads neither."""
    ranked: list[tuple[float, int, Language]] = []
    for at, part in enumerate(header[:LONGEST_HEADER].split(",")):
        name, _, weight = part.partition(";")
        language = name.strip().lower().partition("-")[0]
        value = _weight(weight)
        ranked += [(-value, at, ours) for ours in LANGUAGES if ours == language and value > 0]
    return min(ranked)[2] if ranked else "en"


def _weight(text: str) -> float:
    try:
        return float(text.strip().removeprefix("q=")) if text.strip() else 1.0
    except ValueError:
        return 0.0


@cache
def texts(language: Language) -> NullTranslations:
    """The texts of the program in a language; message ids are English, so English needs no catalogue."""
    if language == "en":
        return NullTranslations()
    packed = BytesIO()
    write_mo(packed, catalogue())
    packed.seek(0)
    return GNUTranslations(packed)


@cache
def catalogue() -> Catalog:
    """All Russian texts, from every file of locale/ru, with spaces that hold short words to the next one."""
    whole = Catalog(locale="ru")
    for path in sorted((files("servanda.views.web") / "locale" / "ru").iterdir(), key=lambda path: path.name):
        if path.name.endswith(".po"):
            for message in read_po(BytesIO(path.read_bytes()), locale="ru"):
                if message.id and message.string:
                    whole.add(message.id, _bound(message.string), context=message.context)
    return whole


def _bound(text: str | list[str] | tuple[str, ...]) -> str | tuple[str, ...]:
    if not isinstance(text, str):
        return tuple(str(_bound(one)) for one in text)
    return BOUND.sub(lambda at: f"{at[1] or at[2] or ''}\u00a0", text)
