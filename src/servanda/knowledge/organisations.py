"""Organisations everybody knows, the head words of organisations' names, and what polity each acts for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from servanda.errors import KnowledgeError
from servanda.knowledge.polities import known
from servanda.knowledge.tables import one_of, own_rows, rows
from servanda.settings import settings

COLUMNS = ("name", "variants", "polities", "sort")
SORTS = frozenset({"state", "union", "company", "body", "media", "none"})
_MINISTRY = re.compile(r"^(мин|гос|рос)[а-яё]{4,}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Organisation:
    """`polities`: codes, or `("*",)` for a body that each country has («МИД»): then the story tells whose.
    `sort`: state, union, company, body, media; `none` for what only looks like a body («COVID-19»)."""

    name: str
    polities: tuple[str, ...]
    sort: str
    shown: str = ""
    """The name as the story has it, in the nominative: «ИТАР-ТАСС» for «ТАСС»."""


@dataclass(frozen=True, slots=True)
class HeadWord:
    """`sort`: state, body, company (the word is no part of the name), media, unit; `level` as of an office."""

    word: str
    sort: str
    level: str


@lru_cache(maxsize=1)
def heads() -> dict[str, HeadWord]:
    """Head words by lemma."""
    return {row["word"]: HeadWord(row["word"], row["sort"], row["level"]) for row in rows("organisation_heads.tsv")}


@lru_cache(maxsize=4)
def _index(own: Path | None) -> dict[str, list[tuple[tuple[str, ...], Organisation]]]:
    """First word's forms in lower case to the names that begin so, the longest first; a user's own before others."""
    index: dict[str, list[tuple[tuple[str, ...], Organisation]]] = {}
    for row in (*(_own(own) if own else ()), *rows("organisations.tsv")):
        for variant in (row["name"], *filter(None, (v.strip() for v in row["variants"].split(";")))):
            named = Organisation(row["name"], tuple(row["polities"].split()), row["sort"], variant)
            first, *rest = _words(variant)
            for form in _forms(first, bool(rest)):
                index.setdefault(form, []).append((tuple(rest), named))
    for names in index.values():
        names.sort(key=lambda pair: -len(pair[0]))
    return index


def _own(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a user's own table; KnowledgeError names the file and the line that is wrong."""
    for where, row in own_rows(path, COLUMNS):
        one_of(row["sort"], sorted(SORTS), "sort", where)
        for code in row["polities"].split():
            if code != "*" and not known(code):
                raise KnowledgeError(f"unknown code «{code}»", where=where, remedy="use codes of the codebook, or *")
        if not row["name"]:
            raise KnowledgeError("the name is empty", where=where, remedy="fill it in or drop the line")
        yield row


def _words(name: str) -> list[str]:
    if not re.search(r"\w[.&'!]", name):
        return [w for w in re.split(r"[\s«»\"]+", name) if w]
    from razdel import tokenize

    return [token.text for token in tokenize(name)]


def _forms(word: str, adjective: bool) -> Iterator[str]:
    """The forms a name may take; abbreviations and foreign names keep theirs."""
    low = word.lower()
    yield low
    if word.isupper() and 2 < len(word) < 5 and not word.isascii() and low[-1] in "бвгджзклмнпрстфхцчшщ":
        yield from (low + end for end in ("а", "у", "ом", "е"))
    if word.isascii() or (word.isupper() and len(word) < 5):
        return
    if adjective and low.endswith(("ый", "ий", "ой", "ая", "яя", "ое", "ее", "ые", "ие")):
        yield from (
            low[:-2] + end
            for end in (
                "ого",
                "его",
                "ому",
                "ему",
                "ым",
                "им",
                "ом",
                "ем",
                "ой",
                "ей",
                "ую",
                "юю",
                "ых",
                "их",
                "ыми",
                "ими",
            )
        )
    elif low[-1] in "бвгджзклмнпрстфхцчшщ":
        yield from (low + end for end in ("а", "у", "ом", "ем", "е"))
    elif low.endswith("ия"):
        yield from (low[:-1] + end for end in ("и", "ю", "ей"))
    elif low.endswith("а"):
        yield from (low[:-1] + end for end in ("ы", "и", "е", "у", "ой"))
    elif low.endswith("ь"):
        yield from (low[:-1] + end for end in ("и", "ью", "я", "ю", "ем", "ём", "е"))
    elif low.endswith("ы"):
        yield from (low[:-1] + end for end in ("", "ам", "ами", "ах", "ов"))
    elif low.endswith("о"):
        yield from (low[:-1] + end for end in ("а", "у", "ом", "е"))


def known_at(texts: Sequence[str], start: int) -> tuple[int, Organisation] | None:
    """The known name that begins at word `start`, and the index after it. Case of letters counts for single words."""
    word = texts[start]
    for rest, organisation in _index(settings().organisations).get(word.lower(), ()):
        end = start + 1 + len(rest)
        if organisation.shown.isupper() and not rest and not word[: len(organisation.shown)].isupper():
            continue
        if all(_same(a, b) for a, b in zip(texts[start + 1 : end], rest, strict=False)) and end <= len(texts):
            return end, organisation
    return None


def _same(form: str, base: str) -> bool:
    """Whether the form is one of the base's, by a common stem."""
    form, base = form.lower(), base.lower()
    if form == base:
        return True
    stem = base.rstrip("аеёиоуыьюяйэ")
    return len(stem) > 2 and form.startswith(stem) and len(form) - len(stem) <= 4


def find(name: str) -> Organisation | None:
    """The organisation of that name, in any case."""
    words = _words(name)
    hit = known_at(words, 0) if words else None
    return hit[1] if hit and hit[0] == len(words) else None


def abbreviated_ministry(text: str) -> bool:
    """«Минпромторга», «Госкомтранс»: a body of state by its shape."""
    return (
        bool(_MINISTRY.match(text))
        and text.lower().startswith(("мин", "госком"))
        and not text.lower().startswith(("минут", "минск", "минер", "миним", "минув", "минис", "минор", "миндал"))
    )
