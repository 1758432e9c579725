"""What the map shows: ways between places by how they stand, and the partners of a polity."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, cast, get_args

from sqlalchemy import case, func, select

from servanda.model.event import KINDS
from servanda.model.status import StatusName
from servanda.register.parties import above, top
from servanda.register.register import Register
from servanda.register.tables import Asked, Order, Row
from servanda.register.where import Where
from servanda.store import schema
from servanda.store.ledger import SqlLedger
from servanda.views.export.places import Place, place
from servanda.views.queries.parties import of_parties, party_counts

State = Literal["running", "promised", "considered", "suspended"]
STATES: tuple[State, ...] = get_args(State)
OF: dict[State, tuple[StatusName, ...]] = {
    "running": ("kept", "kept in part"),
    "promised": ("promised", "in the works", "postponed", "overdue", "stalled"),
    "considered": ("considered",),
    "suspended": ("dropped", "broken"),
}
"""How a way stands, by the status of its pledge: what was promised stays so, however late or silent it is."""
MOST = 150
"""Ways on one map, those with the newest news."""
PARTNERS = 120


@dataclass(frozen=True, slots=True)
class Way:
    """A connection; its ends where they are known, the first of them its own side."""

    row: Row
    state: State
    ends: tuple[Place, ...]

    @property
    def drawn(self) -> bool:
        return len(self.ends) > 1


@dataclass(frozen=True, slots=True)
class Ways:
    """The ways of a map. `counts`: how many there are of each state, whichever was asked for."""

    ways: tuple[Way, ...]
    total: int
    counts: tuple[tuple[State, int], ...]


@dataclass(frozen=True, slots=True)
class Tie:
    """A partner with the number of pledges; its place where it is known."""

    code: str
    pledges: int
    ends: tuple[Place, ...]


def ways(register: Register, polities: tuple[str, ...] = (), state: State | None = None) -> Ways:
    """The connections of all these polities in one state, or in any."""
    statuses = OF[state] if state else ()
    where = Where(kind="connection", polities=polities, statuses=statuses, promised=None)
    rows = register.rows(Asked(where, Order("news", True), MOST))
    counts = _counts(register, polities)
    own = frozenset(polities)
    found = (Way(row, state_of(row.status), _ends(row.polities, own)) for row in rows)
    return Ways(tuple(found), sum(number for name, number in counts if state in (None, name)), counts)


def _counts(register: Register, polities: tuple[str, ...]) -> tuple[tuple[State, int], ...]:
    table, today = schema.summaries, register.clock.today().isoformat()
    status = case((table.c.turn <= today, table.c.turned), else_=table.c.status)
    bit = 1 << KINDS.index("connection")
    query = of_parties(select(status, func.count()), polities, (False, True))
    query = query.where(table.c.kinds.op("&")(bit) != 0).group_by(status)
    ledger = cast(SqlLedger, register.ledger)
    with ledger.reading():
        rows = ledger.remembered(("ways", polities, today), lambda: ledger.connection.execute(query).all())
    return tuple((one, sum(number for name, number in rows if name in OF[one])) for one in STATES)


def partners(register: Register, code: str) -> tuple[Tie, ...]:
    """The countries, and the parts of the own country, with which a polity has pledges, most first."""
    register.rows(Asked(size=0))
    here = place(code)
    found = []
    for other, count in party_counts(register, code).items():
        if other == code or other in above(code) or code in above(other):
            continue
        if other == top(other) or (top(other) == top(code) and "/" not in other):
            there = place(other)
            found.append(Tie(other, count, (here, there) if here and there else ()))
    return tuple(found[:PARTNERS])


def state_of(status: StatusName) -> State:
    """How a way stands whose pledge has this status."""
    return next(state for state, names in OF.items() if status in names)


def _ends(codes: Sequence[str], own: frozenset[str]) -> tuple[Place, ...]:
    """The places that a way joins, each once; first the one that lies in a polity asked for, else at home."""
    spots: dict[tuple[float, float], Place] = {}
    for code in codes:
        found = place(code)
        if found:
            spots.setdefault((found.longitude, found.latitude), found)
    ends = list(spots.values())
    ends.sort(key=lambda one: not own & {one.code, *above(one.code)})
    return tuple(ends)
