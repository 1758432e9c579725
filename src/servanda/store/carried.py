"""The stories of a register as the search for reprints reads them: those of an outlet, and all, a page at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from sqlalchemy import Select, or_, select

from servanda.errors import NotFound
from servanda.register.carriers import Carried, judged, names, pairs
from servanda.register.ledger import StoryRow
from servanda.store import schema
from servanda.store.ledger import SqlLedger
from servanda.store.outlets import asked
from servanda.store.story_rows import STORY_FIELDS

PAGE = 500
"""Stories held at once."""


def reprints(
    ledger: SqlLedger,
    outlet: str | None = None,
    called: tuple[str, ...] = (),
    counted: Callable[[Iterator[StoryRow]], Iterator[StoryRow]] = lambda rows: rows,
) -> Iterator[Carried]:
    """Who carried the stories of an outlet, of every outlet where None, in the order of the carriers' ids.

    `outlet` is a host or a name as stories name their source; `called` are more names by which others refer to it.
    `counted` may watch the stories go by. To be read within a transaction. Raises NotFound where no story is of it.
    """
    found = list(_pages(ledger, _of(outlet)))
    held = {row.id for row in found}
    ours = [row for row in found if outlet is None or row.reprint_of not in held]
    if outlet and not ours:
        remedy = "name it as its stories name their source: a host, as bashinform.ru"
        raise NotFound(f"no story is of {outlet}", remedy=remedy)
    imprints: dict[str | None, set[str | None]] = {}
    for row in found:
        imprints.setdefault(row.source, set()).add(row.outlet)
    terms = cache(lambda source: asked(ledger, source).terms)
    for pair in pairs(ours, counted(_pages(ledger, _of(None)))):
        story, carrier, *_ = pair
        if outlet and carrier.id in held:
            continue
        known = names(imprints[story.source]) | set(called)
        hosts = {name for name in (story.source, outlet) if name}
        yield judged(pair, known, hosts, links(ledger, carrier.id), terms(outlet or story.source))


def links(ledger: SqlLedger, story: str) -> list[str]:
    """The addresses to which the page of a story links."""
    table = schema.story_links
    return list(ledger.connection.execute(select(table.c.address).where(table.c.story == story)).scalars())


def _of(outlet: str | None) -> Select[Any]:
    table = schema.stories
    query = select(*(table.c[name] for name in STORY_FIELDS))
    if outlet is None:
        return query
    below = table.c.source.endswith(f".{outlet}", autoescape=True)
    return query.where(or_(table.c.source == outlet, below, table.c.outlet == outlet))


def _pages(ledger: SqlLedger, query: Select[Any]) -> Iterator[StoryRow]:
    table, last = schema.stories, ""
    ordered = query.order_by(table.c.id).limit(PAGE)
    while page := [StoryRow(*row) for row in ledger.connection.execute(ordered.where(table.c.id > last))]:
        yield from page
        last = page[-1].id
