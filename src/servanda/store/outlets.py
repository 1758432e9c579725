"""What outlets ask of those who quote them: learnt from any of their pages, corrected by people."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields, replace

from sqlalchemy import insert, select, text, update

from servanda.model.story import ReprintTerms
from servanda.register.shape import compact
from servanda.store import schema
from servanda.store.ledger import SqlLedger

PAGES = 20
"""Newest pages of an outlet from which its terms are put together."""
SLOTS = tuple(field.name for field in fields(ReprintTerms))


@dataclass(frozen=True, slots=True)
class Asked:
    """The terms of an outlet, the page that states them first, and who corrected them, and when (ISO)."""

    terms: ReprintTerms
    page: str | None = None
    user: str | None = None
    time: str | None = None


def asked(ledger: SqlLedger, outlet: str | None) -> Asked:
    """What an outlet, named as its stories name their source, asks.

    Each slot is as a person corrected it, else as the newest story that states it, else as another page of the outlet.
    """
    if outlet is None:
        return Asked(ReprintTerms())
    table, stories = schema.outlets, schema.stories
    with ledger.reading():
        own = ledger.connection.execute(select(table).where(table.c.outlet == outlet)).first()
        query = select(stories.c.terms, stories.c.url, stories.c.id).where(stories.c.source == outlet)
        stating = text(schema.STATING[ledger.connection.dialect.name])
        query = query.where(stating).order_by(schema.LATEST, stories.c.id)
        rows = ledger.connection.execute(query.limit(PAGES)).fetchall()
    stated = [(_read(row.terms), row.url or row.id) for row in rows]
    if own and own.learnt:
        stated.append((_read(own.learnt), own.page))
    found = _merged(terms for terms, _ in stated)
    page = stated[0][1] if stated else None
    if own is None or own.corrected is None:
        return Asked(found, page)
    return Asked(replace(found, **json.loads(own.corrected)), page, own.user, own.time)


def learn(ledger: SqlLedger, outlet: str, terms: ReprintTerms, page: str) -> None:
    """Keep the terms that a page of an outlet states which is no story."""
    _put(ledger, outlet, learnt=compact(asdict(terms)), page=page)


def correct(ledger: SqlLedger, outlet: str, slots: dict[str, bool | str | None], user: str, time: str) -> None:
    """Keep what a person says of an outlet's terms, over what its pages state; no slots take all corrections back."""
    table = schema.outlets
    with ledger.writing():
        held = ledger.connection.execute(select(table.c.corrected).where(table.c.outlet == outlet)).scalar()
        values = json.loads(held) | slots if held and slots else slots
        _put(ledger, outlet, corrected=compact(values) if slots else None, user=user, time=time)


def _put(ledger: SqlLedger, outlet: str, **values: str | None) -> None:
    table = schema.outlets
    with ledger.writing():
        if not ledger.connection.execute(update(table).where(table.c.outlet == outlet).values(values)).rowcount:
            ledger.connection.execute(insert(table).values(outlet=outlet, **values))


def _read(kept: str) -> ReprintTerms:
    return ReprintTerms(**{name: value for name, value in json.loads(kept).items() if name in SLOTS})


def _merged(stated: Iterable[ReprintTerms]) -> ReprintTerms:
    """Each slot as the first page has it that says anything of it."""
    found: dict[str, bool | str | None] = dict.fromkeys(SLOTS)
    for terms in stated:
        found |= {name: getattr(terms, name) for name in SLOTS if found[name] is None}
    return ReprintTerms(**found)  # type: ignore[arg-type]
