"""Offices by their head word, with what each speaks for when nothing more is said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from servanda.errors import KnowledgeError
from servanda.knowledge.tables import one_of, own_rows, rows
from servanda.settings import settings

COLUMNS = ("word", "level", "role")
LEVELS = frozenset({"country", "region", "city", "any", "body", "union"})
ROLES = frozenset(
    {
        "ruler",
        "premier",
        "minister",
        "head",
        "deputy",
        "legislator",
        "envoy",
        "speaker",
        "soldier",
        "aide",
        "manager",
        "other",
    }
)
FORMER = ("экс-", "бывший", "бывшая", "отставной")


@dataclass(frozen=True, slots=True)
class Office:
    """`level`: the polity it speaks for by itself; `any` is the level of whatever polity the story names,
    `body` leaves it to the organisation that the office belongs to."""

    word: str
    level: str
    role: str


def offices() -> dict[str, Office]:
    """Every office by its lemma, ё written as е too; a user's own outrank the bundled ones."""
    return _offices(settings().offices)


@lru_cache(maxsize=4)
def _offices(own: Path | None) -> dict[str, Office]:
    found = {}
    for row in (*rows("offices.tsv"), *(_own(own) if own else ())):
        office = Office(row["word"].lower(), row["level"], row["role"])
        found[office.word] = found[office.word.replace("ё", "е")] = office
    return found


def _own(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a user's own table; KnowledgeError names the file and the line that is wrong."""
    for where, row in own_rows(path, COLUMNS):
        one_of(row["level"], sorted(LEVELS), "level", where)
        one_of(row["role"], sorted(ROLES), "role", where)
        if not row["word"] or " " in row["word"]:
            raise KnowledgeError("an office is one word", where=where, remedy="give its head word in the nominative")
        yield row


def office(lemma: str) -> Office | None:
    """The office of a lemma; «экс-» and «вице-» before a known one make one too."""
    known = offices().get(lemma)
    if known is None and lemma.startswith(("экс-", "вице-")):
        inner = offices().get(lemma.split("-", 1)[1])
        return Office(lemma, inner.level, inner.role) if inner else None
    return known
