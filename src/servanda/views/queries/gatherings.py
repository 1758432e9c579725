"""Gatherings that recur, with their dates, planned and actual."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from servanda.register.register import Register
from servanda.register.series import Gatherings
from servanda.register.tables import Asked, Order
from servanda.register.where import Where
from servanda.store.ledger import SqlLedger
from servanda.views.queries.dossier import gathering_series

PAGE = 150
"""Gatherings of which the series of one page are made: those told of last come first."""


@dataclass(frozen=True, slots=True)
class GatheringPage:
    """Series, the one told of last first; `recurring` those that were held or planned more than once.

    `total` counts gatherings, not series; those of earlier pages are not joined with those of this.
    """

    series: tuple[Gatherings, ...]
    total: int
    page: int
    pages: int

    @property
    def recurring(self) -> tuple[Gatherings, ...]:
        return tuple(one for one in self.series if len(one.occurrences) > 1)

    @property
    def single(self) -> tuple[Gatherings, ...]:
        return tuple(one for one in self.series if len(one.occurrences) == 1)


def gathering_page(
    register: Register, polities: tuple[str, ...] = (), text: str | None = None, page: int = 1
) -> GatheringPage:
    """The gatherings of all these polities, whose names or sentences hold the words."""
    where = Where(kind="gathering", polities=polities, text=text or None, promised=None)
    table = register.table(Asked(where, Order("news", True), PAGE, (page - 1) * PAGE, most=0))
    pages = max(1, -(-table.total // PAGE))
    ids = tuple(row.id for row in table.rows)
    ledger = cast(SqlLedger, register.ledger)
    with ledger.reading():
        key = ("series", ids, register.clock.today())
        made = ledger.remembered(key, lambda: gathering_series(register, ids))
    return GatheringPage(made, table.total, page, pages)
