"""The polities and pairs that a register holds, and finding one by its name."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import cast

from sqlalchemy import func, select

from servanda.knowledge import polities
from servanda.register.parties import region, top
from servanda.register.register import Register
from servanda.register.tables import Asked
from servanda.store import schema
from servanda.store.ledger import SqlLedger
from servanda.views.export.places import polity_of
from servanda.views.queries.parties import party_counts

PAIRS = 25
FOUND = 40
LONGEST = 100
"""Characters of a name that is looked for."""


@dataclass(frozen=True, slots=True)
class Held:
    """A polity with the number of its pledges."""

    code: str
    pledges: int


@dataclass(frozen=True, slots=True)
class Land:
    """A country, or a union of states, with its regions and cities, those with most pledges first."""

    code: str
    pledges: int
    parts: tuple[Held, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    one: str
    other: str
    pledges: int


@dataclass(frozen=True, slots=True)
class Index:
    """All polities of a register, by country; and the pairs with most pledges."""

    countries: tuple[Land, ...]
    pairs: tuple[Pair, ...]
    polities: int


def index(register: Register) -> Index:
    """Whom the register tells of. Countries count what their regions and cities promise."""
    register.rows(Asked(size=0))
    with register.ledger.reading():
        return cast(SqlLedger, register.ledger).remembered("polities", lambda: _index(register))


def _index(register: Register) -> Index:
    counts = party_counts(register)
    parts: dict[str, list[Held]] = {}
    for code, number in counts.items():
        if code != top(code) and not _alike(code):
            parts.setdefault(top(code), []).append(Held(code, number))
    lands = (Land(code, number, tuple(parts.get(code, ()))) for code, number in counts.items() if code == top(code))
    return Index(tuple(lands), _pairs(register, counts), len(counts))


def _alike(code: str) -> bool:
    """Whether a city has the name of its region: it stands in the list once."""
    return "/" in code and polities.known(region(code)) and polities.name(code) == polities.name(region(code))


def _pairs(register: Register, counts: Mapping[str, int]) -> tuple[Pair, ...]:
    """Pairs as pledges name them, cities as their regions; first the side that has more pledges."""
    table = schema.summaries
    query = select(table.c.polities, func.count()).where(table.c.promised.is_(True)).group_by(table.c.polities)
    found: Counter[tuple[str, str]] = Counter()
    with register.ledger.reading():
        for codes, count in cast(SqlLedger, register.ledger).connection.execute(query):
            named = sorted({region(code) for code in json.loads(codes)}, key=lambda code: (-counts.get(code, 0), code))
            for one, other in combinations(named, 2):
                found[one, other] += count
    return tuple(Pair(*pair, count) for pair, count in found.most_common(PAIRS))


def find(register: Register, words: str) -> tuple[Held, ...]:
    """Polities of that name or code, those with pledges first; then those whose name begins so."""
    wanted = _plain(words[:LONGEST])
    if not wanted:
        return ()
    exact = named(words)
    begun = [code for names, code in spellings() if any(name.startswith(wanted) for name in names)]
    codes = list(dict.fromkeys([*([exact] if exact else []), *begun]))
    counts = party_counts(register)
    known = polities.table().polities
    ranked = sorted(codes, key=lambda code: (code != exact, -counts.get(code, 0), -known[code].population, code))
    return tuple(Held(code, counts.get(code, 0)) for code in ranked[:FOUND])


def named(words: str) -> str | None:
    """The one polity that a name or a code means; None where there is none, or more than one."""
    text = words.strip()[:LONGEST]
    for code in (text, text.upper()):
        if polities.known(code):
            return code
    found = polity_of(text)
    if found:
        return found
    wanted = _plain(text)
    same = {code for names, code in spellings() if wanted in names}
    return same.pop() if len(same) == 1 else None


@lru_cache(maxsize=1)
def spellings() -> tuple[tuple[tuple[str, ...], str], ...]:
    """The names of all polities in both languages, without what their spelling may vary in."""
    known = polities.table().polities
    return tuple(((_plain(polities.name(code)), _plain(polities.english(code)), _plain(code)), code) for code in known)


def _plain(text: str) -> str:
    return " ".join(text.lower().replace("ё", "е").split())
