"""Saved searches by their names, with what they find and the secrets of their addresses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from servanda.errors import NotFound, UsageError
from servanda.register.register import Counted, Register
from servanda.register.tables import Asked, Order, Row
from servanda.register.where import Where, load
from servanda.store.ledger import SqlLedger
from servanda.store.published import Published

LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Search:
    """A saved search; `secret` opens its calendar and feed to whoever has it, None where nobody may."""

    counted: Counted
    secret: str | None

    @property
    def name(self) -> str:
        return self.counted.name


def published(register: Register) -> Published:
    """What of a register is published."""
    return Published(cast(SqlLedger, register.ledger))


def searches(register: Register) -> tuple[Search, ...]:
    """All saved searches, by name."""
    secrets = published(register).secrets()
    return tuple(Search(one, secrets.get(one.name)) for one in register.searches())


def where_of(register: Register, name: str) -> Where:
    """What a saved search looks for. Raises NotFound."""
    with register.ledger.reading():
        saved = next((one for one in register.ledger.saved() if one.name == name), None)
    if saved is None:
        raise NotFound(f"no saved search {name}", remedy="`servanda searches` lists them")
    return load(saved.filter)


def save(register: Register, name: str, where: Where) -> str:
    """Keep a search under a name, in the place of one of the same name; gives the name as it is kept.

    Raises UsageError for a name that cannot be.
    """
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise UsageError(f"a search has a name of 1 to {LONGEST_NAME} characters")
    register.save(name, where)
    return name


def forget(register: Register, name: str) -> None:
    """Drop a saved search and its addresses. Raises NotFound."""
    where_of(register, name)
    with register.ledger.writing():
        register.forget(name)
        published(register).forget(name)


@dataclass(frozen=True, slots=True)
class News:
    """What a saved search finds, and the newest of what had news since the last look."""

    name: str
    pledges: int
    fresh: int
    news: tuple[Row, ...]


def look(register: Register, name: str, most: int) -> News:
    """What a saved search finds, and what of it is new; from now on, that is seen. Raises NotFound."""
    with register.ledger.writing():
        counted = next((one for one in register.searches() if one.name == name), None)
        if counted is None:
            raise NotFound(f"no saved search {name}", remedy="`servanda searches` lists them")
        asked = Asked(counted.where, Order("news", down=True), size=most, most=0, news_after=counted.seen)
        found = register.table(asked)
        register.save(name, counted.where)
    return News(name, counted.pledges, counted.fresh, found.rows)
