"""Offices by their head word, with what each speaks for when nothing more is said."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from servanda.knowledge.tables import rows

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


@lru_cache(maxsize=1)
def offices() -> dict[str, Office]:
    """Every office by its lemma, ё written as е too."""
    found = {}
    for row in rows("offices.tsv"):
        office = Office(row["word"], row["level"], row["role"])
        found[office.word] = found[office.word.replace("ё", "е")] = office
    return found


def office(lemma: str) -> Office | None:
    """The office of a lemma; «экс-» and «вице-» before a known one make one too."""
    known = offices().get(lemma)
    if known is None and lemma.startswith(("экс-", "вице-")):
        inner = offices().get(lemma.split("-", 1)[1])
        return Office(lemma, inner.level, inner.role) if inner else None
    return known
